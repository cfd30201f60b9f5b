// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.ServerChain;
import io.gatehouse.routing.TlsTermination;
import java.util.List;
import java.util.Optional;

/// The HTTPS chains of a port as they are over QUIC: the same names, certificates and routes.
final class Http3Chains {
    private static final List<String> PROTOCOLS = List.of("h3");

    private Http3Chains() {}

    static Optional<ServerChain> of(ServerChain chain) {
        return chain.handling() instanceof HttpRequests && possible(chain.tls())
                ? Optional.of(
                        new ServerChain(
                                chain.name(),
                                chain.hello(),
                                chain.tls().map(Http3Chains::overQuic),
                                chain.handling()))
                : Optional.empty();
    }

    /// Envoy judges no client's certificate over QUIC.
    private static boolean possible(Optional<TlsTermination> tls) {
        return tls.filter(termination -> termination.clients().isEmpty()).isPresent();
    }

    private static TlsTermination overQuic(TlsTermination tls) {
        return new TlsTermination(
                tls.certificates(),
                tls.clients(),
                tls.clientsMust(),
                tls.minimum(),
                tls.maximum(),
                tls.cipherSuites(),
                tls.curves(),
                PROTOCOLS);
    }
}
