// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.core;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;

/// What `ca.crl` is worth beside the CAs that it should be of.
sealed interface RevocationLists {

    /// @param doubts for the user: which clients will be turned away
    record Read(Lifetime lifetime, List<String> doubts) implements RevocationLists {
        public Read {
            doubts = List.copyOf(doubts);
        }
    }

    record Unreadable(String why) implements RevocationLists {}

    static RevocationLists of(String pem, List<X509Certificate> authorities) {
        try {
            List<X509CRL> lists = new ArrayList<>();
            for (Object item : PemText.items(pem)) {
                if (item instanceof X509CRLHolder holder) {
                    lists.add(new JcaX509CRLConverter().getCRL(holder));
                }
            }
            if (lists.isEmpty()) {
                return new Unreadable(
                        "ca.crl holds no revocation list (expected: PEM, BEGIN X509 CRL)");
            }
            return new Read(lifetime(lists), doubts(lists, authorities));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return new Unreadable("ca.crl cannot be read as PEM: " + e.getMessage());
        }
    }

    private static Lifetime lifetime(List<X509CRL> lists) {
        Instant from = Instant.MIN;
        Instant until = Instant.MAX;
        for (X509CRL list : lists) {
            Instant begin = list.getThisUpdate().toInstant();
            Instant end =
                    Optional.ofNullable(list.getNextUpdate())
                            .map(Date::toInstant)
                            .orElse(Instant.MAX);
            from = begin.isAfter(from) ? begin : from;
            until = end.isBefore(until) ? end : until;
        }
        return new Lifetime(from, until);
    }

    /// With a list for one CA, Envoy wants one for each CA in a client's chain.
    private static List<String> doubts(List<X509CRL> lists, List<X509Certificate> authorities) {
        List<String> doubts = new ArrayList<>();
        for (X509Certificate authority : authorities) {
            List<X509CRL> own =
                    lists.stream()
                            .filter(list ->
                                    list.getIssuerX500Principal()
                                            .equals(authority.getSubjectX500Principal()))
                            .toList();
            if (own.stream().noneMatch(list -> isSignedBy(list, authority))) {
                doubts.add(
                        "ca.crl holds no list%s of %s, so clients whose certificates depend on that CA are turned away"
                                .formatted(
                                        own.isEmpty() ? "" : " with a good signature",
                                        authority.getSubjectX500Principal()));
            }
        }
        return doubts;
    }

    private static boolean isSignedBy(X509CRL list, X509Certificate authority) {
        try {
            list.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }
}
