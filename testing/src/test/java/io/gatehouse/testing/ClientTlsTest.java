// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientTlsTest {
    private static final String PASSWORD = "changeit";

    private final HttpsServer server;
    private final X509Certificate certificate;
    private final X509Certificate stranger;

    ClientTlsTest(@TempDir Path folder) throws Exception {
        KeyStore store = selfSigned(folder, "myapp.example.com");
        certificate = (X509Certificate) store.getCertificate("it");
        stranger = (X509Certificate) selfSigned(folder, "stranger").getCertificate("it");
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
    }

    private static KeyStore selfSigned(Path folder, String name) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "it",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + name,
                                "-ext",
                                "SAN=dns:" + name,
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                PASSWORD)
                        .redirectErrorStream(true)
                        .start();
        String words = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(words).isZero();
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }

    @BeforeAll
    void start() {
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        server.start();
    }

    @AfterAll
    void stop() {
        server.stop(0);
    }

    private GatewayClient client(String serverName) {
        return GatewayClient.tls(server.getAddress().getPort(), serverName);
    }

    @Test
    void takesAnyCertificateAndTellsWhich() throws IOException {
        try (GatewayConnection connection = client("whatever").connect()) {
            assertThat(connection.send(GatewayRequest.get("a", "/")).status()).isEqualTo(204);
            assertThat(connection.certificate()).contains(certificate);
        }
    }

    @Test
    void serverNameMayBeLeftOut() throws IOException {
        assertThat(client("").get("a", "/").status()).isEqualTo(204);
    }

    @Test
    void trustsOnlyTheAuthority() throws IOException {
        assertThat(client("myapp.example.com").trustingOnly(certificate).get("a", "/").status())
                .isEqualTo(204);
        assertThatThrownBy(() -> client("myapp.example.com").trustingOnly(stranger).get("a", "/"))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void certificateMustBeForTheServerName() {
        assertThatThrownBy(() -> client("other.example.com").trustingOnly(certificate).connect())
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("other.example.com");
    }

    @Test
    void trustNeedsTls() {
        assertThatThrownBy(() -> GatewayClient.plain(1).trustingOnly(certificate))
                .isInstanceOf(IllegalStateException.class);
    }
}
