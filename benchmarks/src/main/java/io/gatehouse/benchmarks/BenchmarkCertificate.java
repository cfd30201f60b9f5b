// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks;

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

/// A certificate for every host of a [Size].
final class BenchmarkCertificate {
    private BenchmarkCertificate() {}

    /// The `data` of a TLS Secret, as YAML in one line.
    static String secretData() {
        try {
            CacheDirectory cache =
                    new CacheDirectory(Files.createTempDirectory("gatehouse-benchmark"));
            IssuedCertificate issued =
                    LocalCertificateAuthority.open(cache, InstantSource.system())
                            .issue(List.of("*.example.com"));
            return "{tls.crt: %s, tls.key: %s}"
                    .formatted(base64(issued.chain()), base64(issued.key()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
