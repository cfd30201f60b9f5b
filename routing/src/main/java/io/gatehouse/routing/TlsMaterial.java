// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.Optional;

/// Something for TLS that travels to the proxy on its own. `toString` never shows a key.
public sealed interface TlsMaterial {
    /// As the proxy asks for it, such as `kubernetes://my-tls-secret`.
    String name();

    /// A certificate chain and its private key, both PEM.
    ///
    /// @param ocspStaple a DER response that is handed to clients with the certificate
    record KeyPair(
            String name,
            String certificateChain,
            String privateKey,
            Optional<OcspStaple> ocspStaple)
            implements TlsMaterial {
        @Override
        public String toString() {
            return "KeyPair[" + name + "]";
        }
    }

    /// The certificates by which the other side's is judged, PEM.
    ///
    /// @param revoked revocation lists, PEM
    record TrustedCertificates(String name, String certificates, Optional<String> revoked)
            implements TlsMaterial {}

    /// As [KeyPair], of PEM files that the proxy reads itself, and again when they are replaced.
    record KeyPairFiles(String name, String certificateChain, String privateKey)
            implements TlsMaterial {}

    /// As [TrustedCertificates], of PEM files that the proxy reads itself, and again when they are
    /// replaced.
    record TrustedFiles(String name, String certificates, Optional<String> revoked)
            implements TlsMaterial {}

    /// Compared by content.
    record OcspStaple(String base64) {}
}
