// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Puts the servers of all Gateways of a group on the proxy's ports, by Istio's merge rules. Where
/// two cannot both have their way the older Gateway wins, and the loser is told.
final class ServerMerge {
    private final SortedMap<Integer, SortedMap<String, PortMerge>> ports = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private ServerMerge() {}

    /// @param gateways the oldest first
    /// @param sharedFrom how many servers share a chain at least
    static ServerPlan merge(List<GatewayServers> gateways, int sharedFrom) {
        ServerMerge merge = new ServerMerge();
        gateways.forEach(merge::add);
        List<PortMerge> merged =
                merge.ports.values().stream().flatMap(binds -> binds.values().stream()).toList();
        merged.forEach(port -> merge.findings.addAll(port.findings()));
        return new ServerPlan(
                SharedTlsChain.gather(merged.stream().map(PortMerge::planned).toList(), sharedFrom),
                merge.findings);
    }

    private void add(GatewayServers gateway) {
        findings.addAll(gateway.findings());
        for (GatewayServers.Placed placed : gateway.servers()) {
            ports.computeIfAbsent(placed.port(), _ -> new TreeMap<>())
                    .computeIfAbsent(placed.bind(), bind -> new PortMerge(bind, placed.port()))
                    .add(placed.server());
        }
    }
}
