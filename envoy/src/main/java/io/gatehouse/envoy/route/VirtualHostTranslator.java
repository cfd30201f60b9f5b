// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.route;

import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.config.route.v3.VirtualHost.TlsRequirementType;
import io.gatehouse.routing.HostRoutes;
import io.gatehouse.routing.RouteRule;

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
        for (RouteRule rule : host.rules()) {
            virtualHost.addRoutes(RuleTranslator.translate(rule));
        }
        return virtualHost.build();
    }
}
