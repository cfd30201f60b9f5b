// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.Any;
import com.google.protobuf.UInt64Value;
import io.envoyproxy.envoy.extensions.filters.http.composite.v3.Composite;
import io.gatehouse.routing.LargestBody;
import java.util.List;

/// Counts the bytes of bodies as they pass.
final class LargestBodyFilter implements FeatureFilter<LargestBody> {
    private static final String TYPE =
            "type.googleapis.com/envoy.extensions.filters.http.body_size_limit.v3.BodySizeLimit";

    @Override
    public HttpFilterOrder order() {
        return HttpFilterOrder.LARGEST_BODY;
    }

    @Override
    public Class<LargestBody> feature() {
        return LargestBody.class;
    }

    @Override
    public Composite neutral() {
        return RouteFilters.NONE;
    }

    /// The filter is newer than Envoy's generated classes.
    @Override
    public Any translate(LargestBody body) {
        return RouteFilters.always(
                List.of(
                        Any.newBuilder()
                                .setTypeUrl(TYPE)
                                .setValue(
                                        RouteFilters.field(
                                                1, List.of(UInt64Value.of(body.bytes()))))
                                .build()));
    }
}
