// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.extensions.filters.http.on_demand.v3.OnDemand;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.RouteDelivery;
import java.util.Optional;

/// Has the proxy ask for the routes of a host that has a scope, where it has none of them yet. The
/// request waits for them and then goes on through filters that were put together without a route.
public final class RoutesOnDemandFilter implements HttpFilterTranslator {
    private static final Any CONFIG = Any.pack(OnDemand.getDefaultInstance());

    @Override
    public HttpFilterOrder order() {
        return HttpFilterOrder.ROUTES_ON_DEMAND;
    }

    @Override
    public Optional<Any> chainConfig(HttpRequests http) {
        return http.delivery() == RouteDelivery.HOST_ON_DEMAND
                ? Optional.of(CONFIG)
                : Optional.empty();
    }
}
