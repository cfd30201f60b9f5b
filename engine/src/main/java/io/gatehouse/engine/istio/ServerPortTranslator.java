// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.HttpEdge;
import io.gatehouse.routing.ServerChain;
import io.gatehouse.routing.ServerPort;
import io.gatehouse.routing.TlsTermination;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The servers of one port as chains: one for all plain HTTP, one for each server that ends TLS.
final class ServerPortTranslator {
    static final List<String> HTTP_PROTOCOLS = List.of("h2", "http/1.1");

    private ServerPortTranslator() {}

    /// A TLS server that lacks what it needs for TLS gets no chain.
    static ServerPort translate(
            ServerPlan.PlannedPort port,
            Function<PlannedServer, Optional<TlsTermination>> terminationOf) {
        Map<String, ServerChain> chains = new LinkedHashMap<>();
        for (PlannedServer server : port.servers()) {
            Optional<TlsTermination> tls = terminationOf.apply(server);
            if (server.tls().isEmpty() || tls.isPresent()) {
                chains.putIfAbsent(server.routeTable(), chain(port, server, tls));
            }
        }
        return new ServerPort(port.bind(), port.port(), List.copyOf(chains.values()));
    }

    private static ServerChain chain(
            ServerPlan.PlannedPort port, PlannedServer server, Optional<TlsTermination> tls) {
        boolean named = server.tls().isPresent() && !server.name().isEmpty();
        String statPrefix = named ? server.name() : "outbound_" + port.bind() + "_" + port.port();
        HttpRequests handling =
                new HttpRequests(
                        server.routeTable(), statPrefix, HttpEdge.DEFAULT, grpcWeb(port, server));
        List<String> serverNames = server.tls().isPresent() ? server.serverNames() : List.of();
        return new ServerChain(server.routeTable(), serverNames, tls, handling);
    }

    /// Servers of one chain share its filters.
    private static boolean grpcWeb(ServerPlan.PlannedPort port, PlannedServer server) {
        return port.servers().stream()
                .filter(other -> other.routeTable().equals(server.routeTable()))
                .anyMatch(PlannedServer::grpcWeb);
    }
}
