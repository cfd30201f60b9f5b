// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.conformance;

import io.gatehouse.server.certificate.CertificateTemplate;
import io.gatehouse.server.certificate.KeyPairPem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/// `tls.crt` and `tls.key`, as a user has them for `kubectl create secret tls`.
///
/// @param pem the certificate, as it is in the file
record KeyPairFiles(Path certificate, Path key, String pem) {

    /// New ones for a host, replacing those of before.
    static KeyPairFiles write(Path directory, String host) {
        try {
            KeyPair keys = CertificateTemplate.newKeys();
            X509Certificate authority = CertificateTemplate.authority(keys, "test", Instant.now());
            String pem =
                    KeyPairPem.text(
                            CertificateTemplate.server(
                                    keys,
                                    List.of(host),
                                    authority,
                                    keys.getPrivate(),
                                    Instant.now()));
            return new KeyPairFiles(
                    Files.writeString(directory.resolve("tls.crt"), pem),
                    Files.writeString(
                            directory.resolve("tls.key"), KeyPairPem.text(keys.getPrivate())),
                    pem);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
