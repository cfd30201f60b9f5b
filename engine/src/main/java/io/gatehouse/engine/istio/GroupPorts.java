// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.istio.ServerPlan.PlannedPort;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a group's proxies listen on, as far as policies can ask for it.
///
/// @param podPorts by the number that Gateways give
/// @param withoutHttp those at which some connections carry no HTTP that is looked into
record GroupPorts(SortedMap<Integer, Integer> podPorts, Set<Integer> withoutHttp) {
    static GroupPorts of(ServerPlan plan) {
        SortedMap<Integer, Integer> podPorts = new TreeMap<>();
        Set<Integer> withoutHttp = new TreeSet<>();
        for (PlannedPort port : plan.ports()) {
            for (PlannedServer server : port.servers()) {
                podPorts.putIfAbsent(server.servicePort(), port.port());
                if (!server.kind().http() && server.kind() != ServerKind.AUTO_PASSTHROUGH) {
                    withoutHttp.add(port.port());
                }
            }
        }
        return new GroupPorts(podPorts, withoutHttp);
    }

    boolean listensAt(int podPort) {
        return podPorts.containsValue(podPort);
    }

    Optional<Integer> podPort(int servicePort) {
        return Optional.ofNullable(podPorts.get(servicePort));
    }
}
