// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.route;

import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.config.route.v3.VirtualHost.TlsRequirementType;
import io.gatehouse.envoy.filter.HttpFilterChain;
import io.gatehouse.routing.HostRoutes;
import io.gatehouse.routing.PolicyFeature;
import io.gatehouse.routing.RouteRule;
import java.util.List;

final class VirtualHostTranslator {
    private VirtualHostTranslator() {}

    static VirtualHost translate(HostRoutes host) {
        VirtualHost.Builder virtualHost =
                VirtualHost.newBuilder()
                        .setName(host.name())
                        .addAllDomains(host.domains())
                        .setIncludeRequestAttemptCount(host.headers().attempt());
        if (host.httpsOnly()) {
            virtualHost.setRequireTls(TlsRequirementType.ALL);
        }
        List<PolicyFeature> common = host.commonFeatures();
        virtualHost.putAllTypedPerFilterConfig(HttpFilterChain.hostConfigs(common));
        for (RouteRule rule : host.rules()) {
            Route route = RuleTranslator.translate(rule.without(common));
            virtualHost.addRoutes(host.headers().replacedHost() ? tellingHost(route) : route);
        }
        return virtualHost.build();
    }

    /// Envoy adds the header only where the host is replaced.
    private static Route tellingHost(Route route) {
        Route.Builder telling = route.toBuilder();
        if (telling.hasRoute()) {
            telling.getRouteBuilder().setAppendXForwardedHost(true);
        }
        return telling.build();
    }
}
