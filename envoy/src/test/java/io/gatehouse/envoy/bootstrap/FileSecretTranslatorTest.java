// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FileSecretTranslatorTest {
    private static final Path POINTER = Path.of("/run/pointer.json");

    @Test
    void aTokenIsReadFromItsFile() {
        assertThat(json(new FileSecret.Token(POINTER, Path.of("/tokens/istio-token"))))
                .isEqualTo(
                        """
                        {"resources":[{"@type":"type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret",\
                        "name":"xds-token","genericSecret":{"secret":{"filename":"/tokens/istio-token"}}}]}\
                        """);
    }

    @Test
    void certificatesAreReadAgainWhenTheirDirectoryChanges() {
        assertThat(json(new FileSecret.Authority(POINTER, Path.of("/ca/root-cert.pem"))))
                .contains("\"trustedCa\":{\"filename\":\"/ca/root-cert.pem\"}")
                .contains("\"watchedDirectory\":{\"path\":\"/ca\"}");
        assertThat(
                        json(
                                new FileSecret.Identity(
                                        POINTER,
                                        Path.of("/identity/tls.crt"),
                                        Path.of("/identity/tls.key"))))
                .contains("\"certificateChain\":{\"filename\":\"/identity/tls.crt\"}")
                .contains("\"privateKey\":{\"filename\":\"/identity/tls.key\"}")
                .contains("\"watchedDirectory\":{\"path\":\"/identity\"}");
    }

    private static String json(FileSecret file) {
        return FileSecretTranslator.json(file).replaceAll("\\s", "");
    }
}
