// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import io.gatehouse.server.certificate.CertificateTemplate;
import io.gatehouse.server.certificate.KeyPairPem;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The control plane's own CA through its life. A successor is made long before the end, is trusted
/// by every proxy before it signs, and what it follows is trusted until it ends.
///
/// @param next trusted already, and not used yet
/// @param retired no longer used, and still trusted
record AuthorityKeys(Authority current, Optional<Authority> next, List<X509Certificate> retired) {
    private static final Duration SUCCESSOR_BEFORE_END = Duration.ofDays(365);

    /// By then every pod has the ConfigMap with the successor.
    private static final Duration TRUSTED_BEFORE_USE = Duration.ofDays(1);

    private static final String CERTIFICATE = "ca.crt";
    private static final String KEY = "ca.key";
    private static final String NEXT_CERTIFICATE = "next.crt";
    private static final String NEXT_KEY = "next.key";
    private static final String RETIRED = "retired.crt";

    AuthorityKeys {
        retired = List.copyOf(retired);
    }

    /// A certificate that signs, with its key.
    record Authority(X509Certificate certificate, PrivateKey key) {
        static Authority create(Instant now) throws GeneralSecurityException, IOException {
            KeyPair keys = CertificateTemplate.newKeys();
            return new Authority(
                    CertificateTemplate.authority(keys, "Gatehouse CA", now), keys.getPrivate());
        }

        @Override
        public String toString() {
            return "Authority[" + certificate.getSerialNumber() + "]";
        }
    }

    static AuthorityKeys create(Instant now) throws GeneralSecurityException, IOException {
        return new AuthorityKeys(Authority.create(now), Optional.empty(), List.of());
    }

    /// What should be at that time; itself if nothing is due.
    AuthorityKeys at(Instant now) throws GeneralSecurityException, IOException {
        if (next.isPresent()) {
            Instant made = CertificateTemplate.made(next.get().certificate);
            if (made.plus(TRUSTED_BEFORE_USE).isBefore(now)) {
                List<X509Certificate> old = new ArrayList<>(retired);
                old.add(current.certificate);
                old.removeIf(certificate -> certificate.getNotAfter().toInstant().isBefore(now));
                return new AuthorityKeys(next.get(), Optional.empty(), old);
            }
            return this;
        }
        Instant end = current.certificate.getNotAfter().toInstant();
        return end.minus(SUCCESSOR_BEFORE_END).isBefore(now)
                ? new AuthorityKeys(current, Optional.of(Authority.create(now)), retired)
                : this;
    }

    /// All certificates that proxies must trust, in PEM.
    String trusted() throws GeneralSecurityException {
        StringBuilder pem = new StringBuilder();
        List<X509Certificate> all =
                Stream.of(
                                Stream.of(current.certificate),
                                next.stream().map(Authority::certificate),
                                retired.stream())
                        .flatMap(part -> part)
                        .toList();
        for (X509Certificate certificate : all) {
            pem.append(KeyPairPem.text(certificate));
        }
        return pem.toString();
    }

    /// As a Secret holds it.
    SortedMap<String, String> data() throws GeneralSecurityException {
        SortedMap<String, String> data = new TreeMap<>();
        data.put(CERTIFICATE, KeyPairPem.text(current.certificate));
        data.put(KEY, KeyPairPem.text(current.key));
        if (next.isPresent()) {
            data.put(NEXT_CERTIFICATE, KeyPairPem.text(next.get().certificate));
            data.put(NEXT_KEY, KeyPairPem.text(next.get().key));
        }
        StringBuilder old = new StringBuilder();
        for (X509Certificate certificate : retired) {
            old.append(KeyPairPem.text(certificate));
        }
        if (!old.isEmpty()) {
            data.put(RETIRED, old.toString());
        }
        return data;
    }

    /// @throws GeneralSecurityException if it is not what [#data] gives
    static AuthorityKeys of(SortedMap<String, String> data) throws GeneralSecurityException {
        Optional<Authority> next =
                data.containsKey(NEXT_CERTIFICATE)
                        ? Optional.of(authority(data, NEXT_CERTIFICATE, NEXT_KEY))
                        : Optional.empty();
        return new AuthorityKeys(
                authority(data, CERTIFICATE, KEY),
                next,
                KeyPairPem.certificates(data.getOrDefault(RETIRED, "")));
    }

    private static Authority authority(
            SortedMap<String, String> data, String certificate, String key)
            throws GeneralSecurityException {
        return new Authority(
                KeyPairPem.certificate(data.getOrDefault(certificate, "")),
                KeyPairPem.privateKey(data.getOrDefault(key, "")));
    }
}
