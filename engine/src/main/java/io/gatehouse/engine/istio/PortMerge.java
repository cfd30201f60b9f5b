// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.istio.ServerPlan.PlannedPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The servers that share one port of the proxy, in the order in which they were let in.
final class PortMerge {
    private final String bind;
    private final int port;
    private final List<PlannedServer> servers = new ArrayList<>();

    PortMerge(String bind, int port) {
        this.bind = bind;
        this.port = port;
    }

    /// Lets the server in, or says why it cannot be.
    Optional<String> add(PlannedServer server) {
        Optional<String> conflict =
                server.tls().isPresent() ? tlsConflict(server) : redirectConflict(server);
        if (conflict.isEmpty()) {
            servers.add(server);
        }
        return conflict;
    }

    PlannedPort planned() {
        return new PlannedPort(bind, port, servers);
    }

    /// TLS after plaintext on a port is refused, plaintext after TLS is not: Istio's rule, here
    /// with a reason given.
    private Optional<String> tlsConflict(PlannedServer server) {
        for (PlannedServer other : servers) {
            if (other.tls().isEmpty()) {
                return Optional.of(
                        "the server is ignored: port %d already speaks plain HTTP for %s; use another port"
                                .formatted(server.servicePort(), named(other)));
            }
            if (other.routeTable().equals(server.routeTable())) {
                return Optional.of(
                        "the server is ignored: its port has the same number and name as that of %s; rename the port"
                                .formatted(named(other)));
            }
        }
        return sharedHost(server);
    }

    private Optional<String> redirectConflict(PlannedServer server) {
        return server.httpsRedirect() ? sharedHost(server) : Optional.empty();
    }

    private Optional<String> sharedHost(PlannedServer server) {
        List<String> hosts = hosts(server);
        for (PlannedServer other : servers) {
            if (other.tls().isPresent() || other.httpsRedirect()) {
                for (String host : hosts(other)) {
                    if (hosts.contains(host)) {
                        return Optional.of(
                                "the server is ignored: host %s on port %d is already served by %s; remove it from one of them"
                                        .formatted(host, server.servicePort(), named(other)));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> hosts(PlannedServer server) {
        return server.hosts().stream().map(ServerHost::dns).toList();
    }

    private static String named(PlannedServer server) {
        return "spec.servers[" + server.index() + "] of " + server.gateway();
    }
}
