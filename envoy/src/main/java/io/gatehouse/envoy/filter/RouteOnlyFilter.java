// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.Message;
import io.gatehouse.routing.PolicyFeature;
import java.util.List;

/// A filter of which only routes and hosts know anything. What stands in chains is a composite
/// filter, which becomes the filter that the route of a request has for it. So the whole of a
/// feature travels with routes, also where Envoy's filter cannot be told all of it there.
sealed interface RouteOnlyFilter<F extends PolicyFeature> extends FeatureFilter<F>
        permits PasswordLoginFilter,
                ClientKeysFilter,
                NobodyLetInFilter,
                SharedRatesFilter,
                ExternalEditsFilter,
                BrowserLoginFilter {

    /// The filter's configuration as in a chain of its own.
    Message whole(F feature);

    @Override
    default Message neutral() {
        return RouteFilters.NONE;
    }

    @Override
    default Message translate(F feature) {
        return RouteFilters.always(List.of(whole(feature)));
    }
}
