// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.core;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What a Secret or ConfigMap is worth as the certificates by which others are judged. Judged as
/// Envoy will, and more strictly where Envoy would let everyone in: it takes a revocation list that
/// is none as if there were no revocation.
public sealed interface CaSecret {

    /// @param certificates PEM
    /// @param revoked revocation lists, PEM
    /// @param lifetime of the CA that holds longest
    /// @param revokedLifetime while all of the lists hold
    /// @param doubts what is not used, or will turn clients away
    record Usable(
            String certificates,
            Optional<String> revoked,
            Lifetime lifetime,
            Optional<Lifetime> revokedLifetime,
            List<String> doubts)
            implements CaSecret {
        public Usable {
            doubts = List.copyOf(doubts);
        }
    }

    /// @param why for the user: what was found and what is expected
    record Unusable(String why) implements CaSecret {}

    /// It says nothing about a CA.
    record None() implements CaSecret {}

    static CaSecret of(SortedMap<String, SecretValue> data) {
        Optional<String> given = PemText.firstText(data, "ca.crt", "cacert");
        if (given.isEmpty()) {
            return new None();
        }
        List<String> doubts = new ArrayList<>();
        String pem = withoutBroken(given.get(), doubts);
        try {
            List<X509Certificate> authorities = PemText.certificates(pem);
            if (authorities.isEmpty()) {
                return new Unusable(
                        "ca.crt holds no certificate (expected: PEM, BEGIN CERTIFICATE)");
            }
            Optional<String> lists = PemText.firstText(data, "ca.crl", "crl");
            if (lists.isEmpty()) {
                return new Usable(
                        pem, Optional.empty(), lifetime(authorities), Optional.empty(), doubts);
            }
            return switch (RevocationLists.of(lists.get(), authorities)) {
                case RevocationLists.Unreadable(String why) -> new Unusable(why);
                case RevocationLists.Read(Lifetime lifetime, List<String> further) -> {
                    doubts.addAll(further);
                    yield new Usable(
                            pem, lists, lifetime(authorities), Optional.of(lifetime), doubts);
                }
            };
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return new Unusable("ca.crt cannot be read as PEM: " + e.getMessage());
        }
    }

    /// Envoy refuses all of a bundle for one bad certificate in it.
    private static String withoutBroken(String pem, List<String> doubts) {
        List<String> blocks = PemText.blocks(pem);
        List<String> good = blocks.stream().filter(CaSecret::isReadable).toList();
        if (good.isEmpty() || good.size() == blocks.size()) {
            return pem;
        }
        doubts.add(
                "%d of the %d certificates in ca.crt cannot be read and are left out"
                        .formatted(blocks.size() - good.size(), blocks.size()));
        return String.join("\n", good) + "\n";
    }

    private static boolean isReadable(String block) {
        try {
            PemText.certificates(block);
            return true;
        } catch (IOException | GeneralSecurityException | RuntimeException _) {
            return false;
        }
    }

    private static Lifetime lifetime(List<X509Certificate> authorities) {
        return authorities.stream()
                .map(Lifetime::of)
                .reduce((a, b) -> a.until().isBefore(b.until()) ? b : a)
                .orElseThrow();
    }
}
