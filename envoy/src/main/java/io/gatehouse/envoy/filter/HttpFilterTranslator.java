// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.Any;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.RouteRule;
import io.gatehouse.routing.WeightedUpstream;
import java.util.Optional;

/// Translates one feature of the routing model into one HTTP filter of Envoy.
sealed interface HttpFilterTranslator
        permits LowerCaseScopeFilter,
                RoutesOnDemandFilter,
                WiderScopeFilter,
                StageFilter,
                FeatureFilter,
                GrpcWebFilter,
                FaultFilter,
                CorsFilter,
                HostWithoutPortFilter,
                RequestedHostFilter,
                RouterFilter {
    /// Its place in the chain.
    HttpFilterOrder order();

    /// Present where the filter belongs into the chain and the chain configures it.
    Optional<Any> chainConfig(HttpRequests http);

    /// Whether the filter does nothing but on routes that configure it.
    default boolean forSomeRoutes() {
        return false;
    }

    /// Present where the rule has something to tell the filter.
    default Optional<Any> routeConfig(RouteRule rule) {
        return Optional.empty();
    }

    /// Present where one of the rule's upstreams has.
    default Optional<Any> upstreamConfig(WeightedUpstream upstream) {
        return Optional.empty();
    }
}
