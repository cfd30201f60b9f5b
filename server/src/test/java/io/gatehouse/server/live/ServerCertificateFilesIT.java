// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Handshakes.showing;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.ClientIdentity;
import io.gatehouse.testing.ClientTls;
import io.gatehouse.testing.GatewayConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Servers whose certificates, CAs and revocation lists are files that the proxy reads itself.
class ServerCertificateFilesIT {
    private static final String MUTUAL = "mutual.example.com";
    private static final String TWO_KINDS = "two-kinds.example.com";

    private static final TestAuthority SERVERS = TestAuthority.make("servers-ca");
    private static final TestAuthority CLIENTS = TestAuthority.make("clients-ca");
    private static final ClientIdentity ALICE = CLIENTS.issue("alice.example.com");
    private static final ClientIdentity BOB = CLIENTS.issue("bob.example.com");
    private static final ClientIdentity CAROL = CLIENTS.issue("carol.example.com");
    private static final ClientIdentity STRANGER =
            TestAuthority.make("strangers-ca").issue("alice.example.com");

    @TempDir private static Path folder;
    private static final Backends SHOP = Backends.start("shop", 1);
    private static PemFolder files;
    private static LiveGateway gateway;
    private static Handshakes handshakes;

    @BeforeAll
    static void start() {
        files = new PemFolder(folder);
        files.write("ec", SERVERS.issue("*.example.com"));
        files.write("rsa", SERVERS.issueRsa("*.example.com"));
        files.write("clients.crt", CLIENTS.pem());
        files.write("clients.crl", CLIENTS.revoking(BOB.certificate()));
        gateway =
                LiveGateway.start(
                        """
                        apiVersion: networking.istio.io/v1
                        kind: Gateway
                        metadata: {name: gw, namespace: default}
                        spec:
                          selector: {istio: ingressgateway}
                          servers:
                          - port: {number: 443, name: mutual, protocol: HTTPS}
                            hosts: [mutual.example.com]
                            tls:
                              mode: MUTUAL
                              serverCertificate: %1$s/ec.crt
                              privateKey: %1$s/ec.key
                              caCertificates: %1$s/clients.crt
                              caCrl: %1$s/clients.crl
                          - port: {number: 443, name: two-kinds, protocol: HTTPS}
                            hosts: [two-kinds.example.com]
                            tls:
                              mode: OPTIONAL_MUTUAL
                              tlsCertificates:
                              - {serverCertificate: %1$s/rsa.crt, privateKey: %1$s/rsa.key, caCertificates: %1$s/clients.crt}
                              - {serverCertificate: %1$s/ec.crt, privateKey: %1$s/ec.key, caCertificates: %1$s/clients.crt}
                        """
                                .formatted(files),
                        SHOP.yaml(),
                        Yaml.routeTo("shop", "*.example.com", "shop"));
        handshakes = new Handshakes(gateway);
        handshakes.awaitAdmitted(showing(MUTUAL, ALICE));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        SHOP.close();
    }

    @Test
    void theFilesSayWhoGetsIn() throws IOException {
        handshakes.assertAdmitted(showing(MUTUAL, ALICE));
        handshakes.assertRefused(showing(MUTUAL, BOB));
        handshakes.assertRefused(showing(MUTUAL, STRANGER));
        handshakes.assertRefused(ClientTls.to(MUTUAL));
    }

    @Test
    void aRevocationListThatIsReplacedCountsAtOnce() throws IOException {
        handshakes.assertAdmitted(showing(MUTUAL, CAROL));

        files.write("clients.crl", CLIENTS.revoking(BOB.certificate(), CAROL.certificate()));

        handshakes.awaitRefused(showing(MUTUAL, CAROL));
        handshakes.assertAdmitted(showing(MUTUAL, ALICE));
    }

    @Test
    void eachClientGetsTheCertificateThatItCanCheck() throws IOException {
        assertThat(kindOfKey("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")).isEqualTo("RSA");
        assertThat(kindOfKey("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")).isEqualTo("EC");
    }

    @Test
    void theCaThatStandsBesideTheCertificatesJudgesClients() throws IOException {
        handshakes.assertAdmitted(ClientTls.to(TWO_KINDS));
        handshakes.assertAdmitted(showing(TWO_KINDS, ALICE));
        handshakes.assertRefused(showing(TWO_KINDS, STRANGER));
    }

    private static String kindOfKey(String cipherSuite) throws IOException {
        ClientTls tls = ClientTls.to(TWO_KINDS).upTo("TLSv1.2").offering(List.of(cipherSuite));
        try (GatewayConnection connection = handshakes.connect(tls)) {
            return connection.certificate().orElseThrow().getPublicKey().getAlgorithm();
        }
    }
}
