// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.Finding;
import io.gatehouse.engine.istio.GatewayServers.Placed;
import java.util.List;
import java.util.function.UnaryOperator;

/// The servers of a Gateway that have won their places on the ports of the proxy, by port, and what
/// had to give way.
record GatewayPlan(List<Placed> servers, List<Finding> findings) {
    static final GatewayPlan NONE = new GatewayPlan(List.of(), List.of());

    GatewayPlan {
        servers = List.copyOf(servers);
        findings = List.copyOf(findings);
    }

    GatewayPlan with(UnaryOperator<Placed> change) {
        return new GatewayPlan(servers.stream().map(change).toList(), findings);
    }
}
