// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.core;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;

/// Reading PEM out of a Secret.
final class PemText {
    private PemText() {}

    /// The value of the first of the keys that has one; an empty one is as good as none.
    static Optional<SecretValue> first(SortedMap<String, SecretValue> data, String... keys) {
        return Stream.of(keys)
                .flatMap(key -> Optional.ofNullable(data.get(key)).stream())
                .filter(value -> value.bytes().size() > 0)
                .findFirst();
    }

    /// What Bouncy Castle makes of each block.
    static List<Object> items(String pem) throws IOException {
        List<Object> items = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            for (Object item = parser.readObject(); item != null; item = parser.readObject()) {
                items.add(item);
            }
        }
        return items;
    }

    static List<X509Certificate> certificates(String pem)
            throws IOException, GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Object item : items(pem)) {
            if (item instanceof X509CertificateHolder holder) {
                certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
            }
        }
        return certificates;
    }
}
