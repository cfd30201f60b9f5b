// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.route;

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
                        .setIncludeRequestAttemptCount(true);
        if (host.httpsOnly()) {
            virtualHost.setRequireTls(TlsRequirementType.ALL);
        }
        List<PolicyFeature> common = host.commonFeatures();
        virtualHost.putAllTypedPerFilterConfig(HttpFilterChain.hostConfigs(common));
        for (RouteRule rule : host.rules()) {
            virtualHost.addRoutes(RuleTranslator.translate(rule.without(common)));
        }
        return virtualHost.build();
    }
}
