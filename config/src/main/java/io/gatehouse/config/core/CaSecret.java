// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.core;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.bouncycastle.cert.X509CRLHolder;

/// What a Secret or ConfigMap is worth as the certificates by which others are judged, read as
/// Envoy will.
public sealed interface CaSecret {

    /// @param certificates PEM
    /// @param revoked revocation lists, PEM
    record Usable(String certificates, Optional<String> revoked) implements CaSecret {}

    /// @param why for the user: what was found and what is expected
    record Unusable(String why) implements CaSecret {}

    /// It says nothing about a CA.
    record None() implements CaSecret {}

    static CaSecret of(SortedMap<String, SecretValue> data) {
        Optional<String> certificates =
                PemText.first(data, "ca.crt", "cacert").map(value -> value.bytes().utf8());
        if (certificates.isEmpty()) {
            return new None();
        }
        Optional<String> revoked =
                PemText.first(data, "ca.crl", "crl").map(value -> value.bytes().utf8());
        try {
            List<X509Certificate> found = PemText.certificates(certificates.get());
            if (found.isEmpty()) {
                return new Unusable(
                        "ca.crt holds no certificate (expected: PEM, BEGIN CERTIFICATE)");
            }
            if (revoked.isPresent() && !holdsRevocationList(revoked.get())) {
                return new Unusable(
                        "ca.crl holds no revocation list (expected: PEM, BEGIN X509 CRL)");
            }
            return new Usable(certificates.get(), revoked);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return new Unusable("ca.crt or ca.crl cannot be read as PEM: " + e.getMessage());
        }
    }

    private static boolean holdsRevocationList(String pem) throws IOException {
        return PemText.items(pem).stream().anyMatch(X509CRLHolder.class::isInstance);
    }
}
