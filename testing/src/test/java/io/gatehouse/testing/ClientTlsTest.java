// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
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
    private final ClientIdentity identity;

    ClientTlsTest(@TempDir Path folder) throws Exception {
        KeyStore store = selfSigned(folder, "myapp.example.com");
        certificate = (X509Certificate) store.getCertificate("it");
        KeyStore other = selfSigned(folder, "stranger");
        stranger = (X509Certificate) other.getCertificate("it");
        PrivateKey key = (PrivateKey) other.getKey("it", PASSWORD.toCharArray());
        identity = new ClientIdentity(stranger, key);
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), new TrustManager[] {new Lenient(certificate)}, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(context) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        SSLParameters tls = context.getDefaultSSLParameters();
                        tls.setWantClientAuth(true);
                        parameters.setSSLParameters(tls);
                    }
                });
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
                    SSLSession session = ((HttpsExchange) exchange).getSSLSession();
                    exchange.getResponseHeaders()
                            .set(
                                    "x-tls",
                                    session.getProtocol()
                                            + " "
                                            + session.getCipherSuite()
                                            + " "
                                            + client(session));
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        server.start();
    }

    @AfterAll
    void stop() {
        server.stop(0);
    }

    private static String client(SSLSession session) {
        try {
            return session.getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException _) {
            return "nobody";
        }
    }

    /// Says that it trusts one, and takes all.
    private record Lenient(X509Certificate issuer) implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[] {issuer};
        }
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
    void speaksNoNewerVersionThanItMay() throws IOException {
        ClientTls tls = ClientTls.to("myapp.example.com");

        assertThat(session(tls)).startsWith("TLSv1.3 ");
        assertThat(session(tls.upTo("TLSv1.2"))).startsWith("TLSv1.2 ");
        assertThatThrownBy(() -> tls.upTo("SSLv3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TLSv1.2");
    }

    @Test
    void offersOnlyTheSuitesItIsGiven() throws IOException {
        ClientTls tls =
                ClientTls.to("myapp.example.com")
                        .offering(List.of("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"));

        assertThat(session(tls.upTo("TLSv1.2")))
                .contains("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
        assertThat(session(tls)).startsWith("TLSv1.3 TLS_AES");
        assertThatThrownBy(() ->
                        session(
                                tls.offering(List.of("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"))
                                        .upTo("TLSv1.2")))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void showsItsCertificateWhoeverTheServerTrusts() throws IOException {
        ClientTls tls = ClientTls.to("myapp.example.com");

        assertThat(session(tls)).endsWith(" nobody");
        assertThat(session(tls.showing(identity))).endsWith(" CN=stranger");
        assertThat(identity.toString()).isEqualTo("ClientIdentity[CN=stranger]");
    }

    /// Version, cipher suite and client as the server sees them.
    private String session(ClientTls tls) throws IOException {
        return GatewayClient.tls(server.getAddress().getPort(), tls).get("a", "/").header("x-tls");
    }

    @Test
    void trustNeedsTls() {
        assertThatThrownBy(() -> GatewayClient.plain(1).trustingOnly(certificate))
                .isInstanceOf(IllegalStateException.class);
    }
}
