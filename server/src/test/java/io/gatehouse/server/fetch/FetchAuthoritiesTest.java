// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.gatehouse.server.live.TestAuthority;
import io.gatehouse.server.live.TlsBackend;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchAuthoritiesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LARGEST = 1 << 10;

    private final TestAuthority authority = TestAuthority.make("company");
    @TempDir private Path directory;

    @Test
    void serversOfAnAuthorityOfOnesOwnAreTrusted() throws Exception {
        String pem =
                "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                        .formatted(
                                Base64.getMimeEncoder()
                                        .encodeToString(authority.certificate().getEncoded()));
        Path file = Files.writeString(directory.resolve("ca.crt"), pem);
        FetchAuthorities own = FetchAuthorities.read(file);
        HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(
                        TlsBackend.context(authority.issue("localhost"), authority.certificate())));
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
        String location = "https://localhost:" + server.getAddress().getPort();
        FetchAddresses addresses = FetchAddresses.withoutLinkLocal();
        try (FetchClient trusting = new FetchClient(addresses, own, LARGEST);
                FetchClient other = new FetchClient(addresses, FetchAuthorities.JAVA, LARGEST)) {
            assertThat(trusting.text(location, PATIENCE)).isEmpty();
            assertThatThrownBy(() -> other.text(location, PATIENCE))
                    .hasMessageContaining("certification path");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aFileWithoutCertificatesIsRefused() throws Exception {
        Path file = Files.writeString(directory.resolve("ca.crt"), "");

        assertThatThrownBy(() -> FetchAuthorities.read(file))
                .isInstanceOf(CertificateException.class)
                .hasMessage("it holds no certificate");
    }
}
