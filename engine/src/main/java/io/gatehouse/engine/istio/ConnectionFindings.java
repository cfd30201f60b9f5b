// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.istio.TcpRoute;
import io.gatehouse.config.istio.TlsRoute;
import io.gatehouse.config.istio.TlsRoute.TlsMatchAttributes;
import io.gatehouse.config.istio.VirtualService;
import io.gatehouse.engine.GroupPort;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.graph.Evaluation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the author of `tcp` and `tls` rules has to know, once they meet servers and Services.
record ConnectionFindings(GatewayNodes gateways, PortNodes ports, ServiceNodes services) {

    void find(Evaluation e, VirtualService virtualService, List<Finding> findings) {
        List<GroupServer> keys = ports.connections.serversOf(e, virtualService);
        List<PlannedServer> servers =
                keys.stream().map(key -> ports.connections.server(e, key)).distinct().toList();
        if (servers.isEmpty()) {
            return;
        }
        http(virtualService, servers, findings);
        tcp(virtualService, servers, findings);
        tls(virtualService, servers, findings);
        if (!virtualService.spec().tcp().isEmpty() || !virtualService.spec().tls().isEmpty()) {
            findings.addAll(taken(e, virtualService, keys));
        }
        keys.stream()
                .map(GroupServer::group)
                .findFirst()
                .ifPresent(group -> {
                    findings.addAll(
                            new ConnectionDestinations(e, services, virtualService, group).find());
                    findings.addAll(
                            new DynamicDestinationFindings(e, services, virtualService, group)
                                    .find());
                });
    }

    private static void http(
            VirtualService virtualService, List<PlannedServer> servers, List<Finding> findings) {
        boolean served = servers.stream().anyMatch(server -> server.kind().http());
        if (!virtualService.spec().http().isEmpty() && !served) {
            findings.add(
                    withoutServer(
                            virtualService,
                            FieldPath.of("spec.http"),
                            "that speaks HTTP, or HTTPS with TLS ended by the gateway"));
        }
    }

    private static void tcp(
            VirtualService virtualService, List<PlannedServer> servers, List<Finding> findings) {
        List<ConnectionServer> forwarding =
                servers.stream()
                        .filter(server ->
                                server.kind() == ServerKind.TCP
                                        || server.kind() == ServerKind.TLS_TO_TCP)
                        .map(ConnectionServer::new)
                        .filter(server -> server.admits(virtualService))
                        .toList();
        List<TcpRoute> rules = virtualService.spec().tcp();
        for (int i = 0; i < rules.size(); i++) {
            FieldPath field = FieldPath.of("spec.tcp").index(i);
            TcpRoute rule = rules.get(i);
            List<ConnectionServer> own =
                    forwarding.stream()
                            .filter(server ->
                                    TcpRouteTranslator.matches(server, rule, virtualService))
                            .toList();
            if (own.isEmpty()) {
                findings.add(
                        withoutServer(
                                virtualService,
                                field,
                                "of protocol TCP, or TLS ended by the gateway, that has its hosts and that its match is for"));
            }
        }
    }

    private static void tls(
            VirtualService virtualService, List<PlannedServer> servers, List<Finding> findings) {
        List<ConnectionServer> passing =
                servers.stream()
                        .filter(server -> server.kind() == ServerKind.PASSTHROUGH)
                        .map(ConnectionServer::new)
                        .toList();
        List<TlsRoute> rules = virtualService.spec().tls();
        for (int i = 0; i < rules.size(); i++) {
            FieldPath rule = FieldPath.of("spec.tls").index(i);
            for (int j = 0; j < rules.get(i).match().size(); j++) {
                FieldPath field = rule.field("match").index(j);
                tls(virtualService, rules.get(i).match().get(j), field, passing, findings);
            }
        }
    }

    private static void tls(
            VirtualService virtualService,
            TlsMatchAttributes match,
            FieldPath field,
            List<ConnectionServer> passing,
            List<Finding> findings) {
        List<ConnectionServer> own =
                passing.stream()
                        .filter(server ->
                                server.matches(match.port(), match.gateways(), virtualService))
                        .toList();
        if (own.isEmpty()) {
            findings.add(
                    withoutServer(
                            virtualService,
                            field,
                            "with tls.mode PASSTHROUGH that its match is for; where the gateway ends TLS, tls rules do not count"));
            return;
        }
        for (int k = 0; k < match.sniHosts().size(); k++) {
            String name = match.sniHosts().get(k);
            if (own.stream().allMatch(s -> s.narrowed(name, virtualService).isEmpty())) {
                findings.add(
                        Finding.of(
                                FindingCode.HOST_NOT_ON_GATEWAY,
                                virtualService.key(),
                                field.field("sniHosts").index(k),
                                "server name %s is not among the hosts of a server with tls.mode PASSTHROUGH (%s), so its connections are closed"
                                        .formatted(name, offered(own))));
            }
        }
    }

    private List<Finding> taken(
            Evaluation e, VirtualService virtualService, List<GroupServer> keys) {
        return keys.stream()
                .flatMap(key -> portOf(e, key).stream())
                .distinct()
                .flatMap(port ->
                        e.get(ports.chains.chains, port).findingsOf(virtualService.key()).stream())
                .distinct()
                .toList();
    }

    private Optional<GroupPort> portOf(Evaluation e, GroupServer key) {
        PlannedServer server = ports.connections.server(e, key);
        return gateways.port(e, server.tableKey(key.group()));
    }

    private static Finding withoutServer(
            VirtualService virtualService, FieldPath field, String kind) {
        return Finding.of(
                FindingCode.RULES_WITHOUT_SERVER,
                virtualService.key(),
                field,
                "has no effect: its Gateways have no server " + kind);
    }

    private static String offered(List<ConnectionServer> servers) {
        return servers.stream()
                .flatMap(server -> server.server().hosts().stream())
                .map(ServerHost::dns)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
