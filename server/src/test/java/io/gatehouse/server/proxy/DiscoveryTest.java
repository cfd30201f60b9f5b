// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.envoy.bootstrap.FileSecret;
import io.gatehouse.envoy.bootstrap.HostAndPort;
import io.gatehouse.envoy.bootstrap.XdsConnection;
import io.gatehouse.envoy.bootstrap.XdsCredential;
import io.gatehouse.envoy.bootstrap.XdsTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiscoveryTest {
    @TempDir private Path directory;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("file"), "");
    }

    @Test
    void aTokenOverTlsToTheNameOfTheAddress() {
        XdsConnection connection =
                discovery(false, Optional.of(file), Optional.empty(), Optional.empty())
                        .connection();

        assertThat(connection.transport())
                .isEqualTo(
                        new XdsTransport.Tls(
                                "gatehouse.istio-system.svc",
                                new FileSecret.Authority(
                                        directory.resolve("xds-authority.json"), file),
                                Optional.empty()));
        assertThat(connection.credential())
                .isEqualTo(
                        new XdsCredential.TokenFile(
                                new FileSecret.Token(directory.resolve("xds-token.json"), file)));
    }

    @Test
    void aCertificateStandsForTheToken() {
        XdsConnection connection =
                discovery(false, Optional.empty(), Optional.of(file), Optional.of(file))
                        .connection();

        assertThat(connection.credential()).isEqualTo(new XdsCredential.None());
        assertThat(connection.files())
                .extracting(FileSecret::name)
                .containsExactly("xds-authority", "xds-identity");
    }

    @Test
    void withoutTlsATokenIsShownOnlyWhenAskedFor() {
        assertThat(
                        discovery(true, Optional.empty(), Optional.empty(), Optional.empty())
                                .connection()
                                .files())
                .isEmpty();
        assertThat(
                        discovery(true, Optional.of(file), Optional.empty(), Optional.empty())
                                .connection()
                                .files())
                .extracting(FileSecret::name)
                .containsExactly("xds-token");
    }

    @Test
    void whatDoesNotGoTogetherIsToldApart() {
        assertMisconfigured(
                discovery(false, Optional.of(file), Optional.of(file), Optional.empty()),
                "--client-certificate and --client-key go together: give both or neither.");
        assertMisconfigured(
                discovery(true, Optional.empty(), Optional.of(file), Optional.of(file)),
                "--client-certificate needs TLS: leave out --discovery-plaintext.");
        assertMisconfigured(
                discovery(false, Optional.of(directory), Optional.empty(), Optional.empty()),
                "--token is %s, which is no file that can be read: project a service account token there, or use --client-certificate, or name another file."
                        .formatted(directory));
    }

    @Test
    void anAddressIsNoNameInACertificate() {
        DiscoveryOptions byAddress =
                new DiscoveryOptions(
                        new HostAndPort("fd00::1", 15012),
                        false,
                        file,
                        Optional.empty(),
                        Optional.of(file),
                        Optional.empty(),
                        Optional.empty());

        assertMisconfigured(
                new Discovery(byAddress, directory),
                "--discovery is [fd00::1]:15012, and a certificate names no address: give"
                        + " --server-name.");
    }

    private static void assertMisconfigured(Discovery discovery, String message) {
        assertThatThrownBy(discovery::connection)
                .isInstanceOf(ProxyMisconfigured.class)
                .hasMessage(message);
    }

    private Discovery discovery(
            boolean plaintext,
            Optional<Path> token,
            Optional<Path> certificate,
            Optional<Path> key) {
        return new Discovery(
                new DiscoveryOptions(
                        DiscoveryOptions.ADDRESS,
                        plaintext,
                        file,
                        Optional.empty(),
                        token,
                        certificate,
                        key),
                directory);
    }
}
