// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.CipherSuites;
import io.gatehouse.config.istio.Gateway.TlsProtocol;
import io.gatehouse.config.istio.Gateway.TlsSettings;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.HttpEdge;
import io.gatehouse.routing.ServerChain;
import io.gatehouse.routing.ServerPort;
import io.gatehouse.routing.TlsTermination;
import io.gatehouse.routing.TlsVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The servers of one port as chains: one for all plain HTTP, one for each server that ends TLS.
final class ServerPortTranslator {
    private static final List<String> HTTP_PROTOCOLS = List.of("h2", "http/1.1");

    private ServerPortTranslator() {}

    /// A TLS server none of whose certificates can be served gets no chain.
    static ServerPort translate(
            ServerPlan.PlannedPort port, Function<PlannedServer, List<String>> certificatesOf) {
        Map<String, ServerChain> chains = new LinkedHashMap<>();
        for (PlannedServer server : port.servers()) {
            List<String> certificates = certificatesOf.apply(server);
            if (server.tls().isEmpty() || !certificates.isEmpty()) {
                chains.putIfAbsent(server.routeTable(), chain(port, server, certificates));
            }
        }
        return new ServerPort(port.bind(), port.port(), List.copyOf(chains.values()));
    }

    private static ServerChain chain(
            ServerPlan.PlannedPort port, PlannedServer server, List<String> certificates) {
        boolean named = server.tls().isPresent() && !server.name().isEmpty();
        String statPrefix = named ? server.name() : "outbound_" + port.bind() + "_" + port.port();
        HttpRequests handling =
                new HttpRequests(
                        server.routeTable(), statPrefix, HttpEdge.DEFAULT, grpcWeb(port, server));
        List<String> serverNames = server.tls().isPresent() ? server.serverNames() : List.of();
        Optional<TlsTermination> tls =
                server.tls().map(settings -> termination(settings, certificates));
        return new ServerChain(server.routeTable(), serverNames, tls, handling);
    }

    /// Servers of one chain share its filters.
    private static boolean grpcWeb(ServerPlan.PlannedPort port, PlannedServer server) {
        return port.servers().stream()
                .filter(other -> other.routeTable().equals(server.routeTable()))
                .anyMatch(PlannedServer::grpcWeb);
    }

    private static TlsTermination termination(TlsSettings tls, List<String> certificates) {
        return new TlsTermination(
                certificates,
                Optional.empty(),
                false,
                version(tls.minProtocolVersion()),
                version(tls.maxProtocolVersion()),
                CipherSuites.usable(tls.cipherSuites()),
                List.of(),
                HTTP_PROTOCOLS);
    }

    private static TlsVersion version(TlsProtocol protocol) {
        return switch (protocol) {
            case TLS_AUTO -> TlsVersion.AUTO;
            case TLSV1_0 -> TlsVersion.TLS_1_0;
            case TLSV1_1 -> TlsVersion.TLS_1_1;
            case TLSV1_2 -> TlsVersion.TLS_1_2;
            case TLSV1_3 -> TlsVersion.TLS_1_3;
        };
    }
}
