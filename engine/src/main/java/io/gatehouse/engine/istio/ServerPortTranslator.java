// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.CipherSuites;
import io.gatehouse.config.istio.Gateway.TlsProtocol;
import io.gatehouse.config.istio.Gateway.TlsSettings;
import io.gatehouse.engine.GroupPort;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.HttpEdge;
import io.gatehouse.routing.ServerChain;
import io.gatehouse.routing.TlsTermination;
import io.gatehouse.routing.TlsVersion;
import java.util.List;
import java.util.Optional;

/// HTTP servers as chains.
final class ServerPortTranslator {
    private static final List<String> HTTP_PROTOCOLS = List.of("h2", "http/1.1");

    private ServerPortTranslator() {}

    /// Plain HTTP servers of a port have equal chains.
    static ServerChain chain(
            GroupPort port, PlannedServer server, Optional<TlsTermination> tls, HttpEdge edge) {
        boolean named = tls.isPresent() && !server.name().isEmpty();
        String statPrefix = named ? server.name() : "outbound_" + port.bind() + "_" + port.port();
        return new ServerChain(
                server.routeTable(),
                server.serverNames(),
                tls,
                new HttpRequests(server.routeTable(), statPrefix, edge));
    }

    static TlsTermination termination(TlsSettings tls, List<String> certificates) {
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
