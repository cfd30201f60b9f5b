// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.graph.Evaluation;
import java.util.ArrayList;
import java.util.List;

/// What a Gateway's author has to know of servers that forward connections.
record ServerFindings(GatewayNodes gateways, PortNodes ports) {

    List<Finding> find(Evaluation e, String group, ObjectKey gateway) {
        List<PlannedServer> forwarding =
                gateways.servers(e, new GroupGateway(group, gateway)).stream()
                        .filter(server -> !server.kind().http())
                        .toList();
        List<Finding> findings = new ArrayList<>();
        forwarding.stream()
                .filter(server -> withoutRoute(e, group, server))
                .map(ServerFindings::withoutRoute)
                .forEach(findings::add);
        forwarding.stream()
                .flatMap(server -> gateways.port(e, server.tableKey(group)).stream())
                .distinct()
                .forEach(port ->
                        findings.addAll(e.get(ports.chains.chains, port).findingsOf(gateway)));
        return findings;
    }

    private boolean withoutRoute(Evaluation e, String group, PlannedServer server) {
        return server.kind() == ServerKind.AUTO_PASSTHROUGH
                ? e.get(ports.connections.autoPassthrough, server.of(group)).isEmpty()
                : e.get(ports.connections.routes, server.of(group)).isEmpty();
    }

    private static Finding withoutRoute(PlannedServer server) {
        String missing =
                switch (server.kind()) {
                    case AUTO_PASSTHROUGH -> "no Service is among its hosts";
                    case PASSTHROUGH ->
                            "no VirtualService with one of its hosts has a tls rule for it";
                    case TCP, TLS_TO_TCP, HTTP, HTTPS ->
                            "no VirtualService with one of its hosts has a tcp rule for it";
                };
        return Finding.of(
                FindingCode.SERVER_WITHOUT_ROUTE,
                server.gateway(),
                server.field(),
                "the server takes no connections on port %d: %s"
                        .formatted(server.servicePort(), missing));
    }
}
