// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;
import java.util.Optional;

/// How the certificate of the other side of a TLS connection is judged. All that is given must
/// hold.
///
/// @param trusted name of the [TlsMaterial.TrustedCertificates] that it must chain to
/// @param subjectAltNames of which the certificate must have one; empty means any
/// @param publicKeyHashes SHA-256 of the subject public key info, Base64
/// @param certificateHashes SHA-256 of the certificate, hexadecimal
/// @param acceptUntrusted whether a certificate that does not chain is let through all the same
public record PeerVerification(
        Optional<String> trusted,
        List<String> subjectAltNames,
        List<String> publicKeyHashes,
        List<String> certificateHashes,
        boolean acceptUntrusted) {
    public PeerVerification {
        subjectAltNames = List.copyOf(subjectAltNames);
        publicKeyHashes = List.copyOf(publicKeyHashes);
        certificateHashes = List.copyOf(certificateHashes);
    }
}
