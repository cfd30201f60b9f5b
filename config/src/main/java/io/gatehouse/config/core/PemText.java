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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;

/// Reading PEM out of a Secret.
final class PemText {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----[^-]*-----END \\1-----");

    private PemText() {}

    /// The value of the first of the keys that has one; an empty one is as good as none.
    static Optional<SecretValue> first(SortedMap<String, SecretValue> data, String... keys) {
        return Stream.of(keys)
                .flatMap(key -> Optional.ofNullable(data.get(key)).stream())
                .filter(value -> value.bytes().size() > 0)
                .findFirst();
    }

    static Optional<String> firstText(SortedMap<String, SecretValue> data, String... keys) {
        return first(data, keys).map(value -> value.bytes().utf8());
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

    /// The blocks, each with its lines.
    static List<String> blocks(String pem) {
        return BLOCK.matcher(pem).results().map(MatchResult::group).toList();
    }
}
