// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.server.certificate.IssuedCertificate;
import io.gatehouse.server.envoy.CacheDirectory;
import io.gatehouse.server.standalone.LocalCertificateAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;

/// Certificates of an authority that lives as long as the tests.
public final class TestCertificates {
    private static final LocalCertificateAuthority AUTHORITY = open();

    private TestCertificates() {}

    private static LocalCertificateAuthority open() {
        try {
            CacheDirectory cache =
                    new CacheDirectory(Files.createTempDirectory("gatehouse-test-ca"));
            return LocalCertificateAuthority.open(cache, InstantSource.system());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static IssuedCertificate issue(String host) {
        try {
            return AUTHORITY.issue(List.of(host));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String authority() {
        try {
            return AUTHORITY.certificatePem();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The `data` of a TLS Secret for that host, as one line of YAML.
    public static String secretData(String host) {
        IssuedCertificate issued = issue(host);
        return "data: {tls.crt: %s, tls.key: %s}\n"
                .formatted(base64(issued.chain()), base64(issued.key()));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
