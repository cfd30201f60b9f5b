// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;
import java.util.Optional;

/// How a chain ends TLS.
///
/// @param certificates names of the [TlsMaterial.KeyPair] to offer, one per key type; empty means
///   the one that is named like what the client asks for
/// @param clients how clients' certificates are judged; absent means that none is asked for
/// @param clientsMust whether a client without a certificate is turned away
/// @param cipherSuites OpenSSL names; empty means the proxy's own choice
/// @param curves OpenSSL names; empty means the proxy's own choice
/// @param applicationProtocols ALPN, most preferred first
public record TlsTermination(
        List<String> certificates,
        Optional<PeerVerification> clients,
        boolean clientsMust,
        TlsVersion minimum,
        TlsVersion maximum,
        List<String> cipherSuites,
        List<String> curves,
        List<String> applicationProtocols) {
    public TlsTermination {
        certificates = List.copyOf(certificates);
        cipherSuites = List.copyOf(cipherSuites);
        curves = List.copyOf(curves);
        applicationProtocols = List.copyOf(applicationProtocols);
    }

    /// With the certificate that is named like the server name of the client's TLS hello.
    public TlsTermination byServerName() {
        return new TlsTermination(
                List.of(),
                clients,
                clientsMust,
                minimum,
                maximum,
                cipherSuites,
                curves,
                applicationProtocols);
    }

    public boolean isByServerName() {
        return certificates.isEmpty();
    }
}
