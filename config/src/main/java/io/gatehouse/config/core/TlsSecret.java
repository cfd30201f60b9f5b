// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.core;

import io.gatehouse.config.Bytes;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What a Secret is worth as a server's certificate: judged as Envoy will, which refuses a key that
/// does not fit, one that is encrypted, and RSA below 2048 bits.
public sealed interface TlsSecret {

    /// PEM of the chain, leaf first, and of its key. `toString` shows neither.
    ///
    /// @param ocspStaple DER
    /// @param lifetime of the leaf
    /// @param doubts what is not used
    record Usable(
            String certificateChain,
            String privateKey,
            Optional<Bytes> ocspStaple,
            Lifetime lifetime,
            List<String> doubts)
            implements TlsSecret {
        public Usable {
            doubts = List.copyOf(doubts);
        }

        @Override
        public String toString() {
            return "Usable";
        }
    }

    /// @param why for the user: what was found and what is expected
    record Unusable(String why) implements TlsSecret {}

    static TlsSecret of(Secret secret) {
        return of(secret.data());
    }

    static TlsSecret of(SortedMap<String, SecretValue> data) {
        Optional<String> chain = PemText.firstText(data, "tls.crt", "cert");
        Optional<String> key = PemText.firstText(data, "tls.key", "key");
        if (chain.isEmpty() || key.isEmpty()) {
            return new Unusable(
                    "has keys %s (expected: tls.crt and tls.key, or cert and key)"
                            .formatted(data.keySet()));
        }
        try {
            List<X509Certificate> certificates = PemText.certificates(chain.get());
            if (certificates.isEmpty()) {
                return new Unusable(
                        "tls.crt holds no certificate (expected: PEM, BEGIN CERTIFICATE)");
            }
            X509Certificate leaf = certificates.getFirst();
            Optional<String> weakness = weakness(leaf.getPublicKey());
            Optional<String> problem =
                    weakness.isPresent()
                            ? weakness
                            : PrivateKeyMatch.problem(key.get(), leaf.getPublicKey());
            return problem.<TlsSecret>map(Unusable::new)
                    .orElseGet(() -> usable(chain.get(), key.get(), leaf, data));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return new Unusable("cannot be read as PEM: " + e.getMessage());
        }
    }

    private static TlsSecret usable(
            String chain, String key, X509Certificate leaf, SortedMap<String, SecretValue> data) {
        Optional<Bytes> given = PemText.first(data, "tls.ocsp-staple").map(SecretValue::bytes);
        Optional<String> problem = given.flatMap(der -> OcspResponse.problem(der, leaf));
        return new Usable(
                chain,
                key,
                problem.isEmpty() ? given : Optional.empty(),
                Lifetime.of(leaf),
                problem
                        .map("tls.ocsp-staple %s; the certificate is served without it"::formatted)
                        .stream()
                        .toList());
    }

    private static Optional<String> weakness(PublicKey key) {
        return key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < 2048
                ? Optional.of(
                        "RSA key of %d bits (expected: 2048 or more)"
                                .formatted(rsa.getModulus().bitLength()))
                : Optional.empty();
    }
}
