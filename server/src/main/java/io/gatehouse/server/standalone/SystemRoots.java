// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The file in which this machine's operating system keeps the certificates of public CAs.
final class SystemRoots {
    private static final List<String> PLACES =
            List.of(
                    "/etc/ssl/certs/ca-certificates.crt",
                    "/etc/pki/tls/certs/ca-bundle.crt",
                    "/etc/ssl/ca-bundle.pem",
                    "/etc/pki/tls/cacert.pem",
                    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
                    "/etc/ssl/cert.pem");

    private SystemRoots() {}

    static Optional<String> find() {
        return PLACES.stream().filter(place -> Files.isReadable(Path.of(place))).findFirst();
    }
}
