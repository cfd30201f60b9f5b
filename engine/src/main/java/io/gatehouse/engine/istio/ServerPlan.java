// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.Finding;
import io.gatehouse.engine.GroupTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which servers of which Gateways a group's proxies run, by the port that the proxy opens, and
/// what had to give way.
record ServerPlan(List<PlannedPort> ports, List<Finding> findings) {
    ServerPlan {
        ports = List.copyOf(ports);
        findings = List.copyOf(findings);
    }

    record PlannedPort(String bind, int port, List<PlannedServer> servers) {
        PlannedPort {
            servers = List.copyOf(servers);
        }
    }

    Optional<PlannedPort> port(String bind, int port) {
        return ports.stream().filter(p -> p.bind().equals(bind) && p.port() == port).findFirst();
    }

    Stream<PlannedServer> servers() {
        return ports.stream().flatMap(port -> port.servers().stream());
    }

    /// The servers of each route table, with the port that they share. A table is of one port.
    Map<GroupTable, PlannedPort> tables(String group) {
        Map<GroupTable, PlannedPort> tables = new LinkedHashMap<>();
        for (PlannedPort port : ports) {
            port.servers().stream()
                    .collect(
                            Collectors.groupingBy(
                                    server -> server.tableKey(group),
                                    LinkedHashMap::new,
                                    Collectors.toList()))
                    .forEach((table, servers) ->
                            tables.putIfAbsent(
                                    table, new PlannedPort(port.bind(), port.port(), servers)));
        }
        return tables;
    }

    Map<GroupGateway, List<PlannedServer>> serversByGateway(String group) {
        return servers()
                .collect(
                        Collectors.groupingBy(server -> new GroupGateway(group, server.gateway())));
    }

    Map<GroupGateway, List<Finding>> findingsByGateway(String group) {
        return findings.stream()
                .collect(
                        Collectors.groupingBy(finding ->
                                new GroupGateway(group, finding.object().orElseThrow())));
    }
}
