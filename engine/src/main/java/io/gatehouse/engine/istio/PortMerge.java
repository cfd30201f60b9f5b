// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.engine.istio.ServerPlan.PlannedPort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The servers that share one port of the proxy, in the order in which they were let in.
///
/// The first server decides: after one without TLS none with TLS is let in; after one with TLS both
/// are, since what a client says first tells them apart. Without TLS a port speaks HTTP or TCP, not
/// both. A host belongs to the first server with TLS that has it.
final class PortMerge {
    private final String bind;
    private final int port;
    private final List<PlannedServer> servers = new ArrayList<>();
    private final Map<String, PlannedServer> ownerOfHost = new HashMap<>();
    private final Map<String, PlannedServer> ownerOfTable = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    PortMerge(String bind, int port) {
        this.bind = bind;
        this.port = port;
    }

    /// Lets the server in, or says why it cannot be.
    void add(PlannedServer server) {
        Optional<String> conflict = server.kind().tls() ? tlsConflict(server) : conflict(server);
        if (conflict.isPresent()) {
            tell(server, server.field(), "the server is ignored: " + conflict.get());
        } else if (server.kind().tls()) {
            addByHost(server);
        } else {
            servers.add(server);
        }
    }

    PlannedPort planned() {
        return new PlannedPort(bind, port, servers);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    private Optional<String> tlsConflict(PlannedServer server) {
        if (!servers.isEmpty() && !servers.getFirst().kind().tls()) {
            PlannedServer first = servers.getFirst();
            return Optional.of(
                    "port %d already speaks %s for %s; use another port"
                            .formatted(server.servicePort(), plain(first), first.described()));
        }
        return Optional.ofNullable(ownerOfTable.get(server.routeTable()))
                .map(other ->
                        "its port has the same number and name as that of %s; rename the port"
                                .formatted(other.described()));
    }

    /// Of several TCP servers the first that some VirtualService has a rule for is served, which is
    /// not known here.
    private Optional<String> conflict(PlannedServer server) {
        return servers.stream()
                .filter(other -> !other.kind().tls() && other.kind() != server.kind())
                .map(other ->
                        "port %d already speaks %s for %s; use another port"
                                .formatted(server.servicePort(), plain(other), other.described()))
                .findFirst();
    }

    private void addByHost(PlannedServer server) {
        List<ServerHost> own = new ArrayList<>();
        for (int i = 0; i < server.hosts().size(); i++) {
            ServerHost host = server.hosts().get(i);
            PlannedServer owner = ownerOfHost.get(host.dns());
            if (owner == null) {
                own.add(host);
            } else {
                tell(
                        server,
                        server.field().field("hosts").index(i),
                        "host %s on port %d is already served by %s and stays there; remove it from one of them"
                                .formatted(host.dns(), server.servicePort(), owner.described()));
            }
        }
        if (!own.isEmpty()) {
            PlannedServer left = server.withHosts(own);
            own.forEach(host -> ownerOfHost.put(host.dns(), left));
            ownerOfTable.put(left.routeTable(), left);
            servers.add(left);
        }
    }

    private void tell(PlannedServer server, FieldPath field, String message) {
        findings.add(Finding.of(FindingCode.SERVER_CONFLICT, server.gateway(), field, message));
    }

    private static String plain(PlannedServer server) {
        return server.kind() == ServerKind.HTTP ? "plain HTTP" : "plain TCP";
    }
}
