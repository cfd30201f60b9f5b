// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.PolicyFeature;
import io.gatehouse.routing.RouteRule;
import java.util.Optional;

/// A filter for what policies ask for. It is in every chain, where it does nothing, and routes and
/// hosts tell it what to do: no policy that comes, changes or goes touches a listener.
///
/// Its name is our own, not Envoy's usual one: what an EnvoyFilter writes on routes by the usual
/// name is for the filter that it inserts itself.
sealed interface FeatureFilter<F extends PolicyFeature> extends HttpFilterTranslator
        permits ClientAddressesFilter,
                CompressedAnswersFilter,
                LargestBodyFilter,
                LargestHeadersFilter,
                OutOfServiceFilter,
                ReplacementsFilter,
                RequestRatesFilter,
                RouteOnlyFilter,
                SameOriginFilter {
    /// That it is for.
    Class<F> feature();

    /// Its configuration in chains, with which it lets everything pass.
    Message neutral();

    /// Its configuration on routes and hosts; an [Any] where its type has no generated class.
    Message translate(F feature);

    @Override
    default Optional<Any> chainConfig(HttpRequests http) {
        return Optional.of(packed(neutral()));
    }

    @Override
    default boolean forSomeRoutes() {
        return true;
    }

    @Override
    default Optional<Any> routeConfig(RouteRule rule) {
        return rule.feature(feature()).map(found -> packed(translate(found)));
    }

    static Any packed(Message config) {
        return config instanceof Any any ? any : Any.pack(config);
    }

    /// What a host tells the filter that asks for the feature.
    default Optional<Any> hostConfig(PolicyFeature asked) {
        return Optional.of(asked)
                .filter(feature()::isInstance)
                .map(feature()::cast)
                .map(found -> packed(translate(found)));
    }
}
