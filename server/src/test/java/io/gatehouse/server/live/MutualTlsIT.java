// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.FindingCode;
import io.gatehouse.server.TestCertificates;
import io.gatehouse.testing.ClientIdentity;
import io.gatehouse.testing.ClientTls;
import io.gatehouse.testing.GatewayClient;
import io.gatehouse.testing.GatewayResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Servers that ask their clients for certificates, each with its own host on one port.
class MutualTlsIT {
    private static final String REQUIRED = "required.example.com";
    private static final String OPTIONAL = "optional.example.com";
    private static final String NAMED = "named.example.com";
    private static final String PINNED = "pinned.example.com";
    private static final String UNTRUSTED = "untrusted.example.com";

    private static final TestAuthority CLIENTS = TestAuthority.make("clients-ca");
    private static final TestAuthority STRANGERS = TestAuthority.make("strangers-ca");
    private static final ClientIdentity ALICE = CLIENTS.issue("alice.example.com");
    private static final ClientIdentity BOB = CLIENTS.issue("bob.example.com");
    private static final ClientIdentity STRANGER = STRANGERS.issue("alice.example.com");

    private final Backends shop = Backends.start("shop", 1);
    private LiveGateway gateway;

    @BeforeEach
    void start() {
        gateway =
                LiveGateway.start(
                        """
                        apiVersion: networking.istio.io/v1
                        kind: Gateway
                        metadata: {name: gw, namespace: default}
                        spec:
                          selector: {istio: ingressgateway}
                          servers:
                          - port: {number: 443, name: required, protocol: HTTPS}
                            tls: {mode: MUTUAL, credentialName: shop}
                            hosts: [required.example.com]
                          - port: {number: 443, name: optional, protocol: HTTPS}
                            tls: {mode: OPTIONAL_MUTUAL, credentialName: shop}
                            hosts: [optional.example.com]
                          - port: {number: 443, name: named, protocol: HTTPS}
                            tls: {mode: MUTUAL, credentialName: shop, subjectAltNames: [alice.example.com]}
                            hosts: [named.example.com]
                          - port: {number: 443, name: pinned, protocol: HTTPS}
                            tls: {mode: MUTUAL, credentialName: shop, verifyCertificateHash: ["%s"]}
                            hosts: [pinned.example.com]
                          - port: {number: 443, name: untrusted, protocol: HTTPS}
                            tls: {mode: MUTUAL, credentialName: shop, insecureSkipVerify: true}
                            hosts: [untrusted.example.com]
                        """
                                .formatted(TestAuthority.sha256(ALICE.certificate())),
                        keyPair(),
                        authority(CLIENTS, ""),
                        shop.yaml(),
                        Yaml.routeTo("shop", "*.example.com", "shop"));
        LiveGateway.awaitStatus(client(REQUIRED, ALICE), REQUIRED, "/", 200);
    }

    @AfterEach
    void stop() {
        gateway.close();
        shop.close();
    }

    @Test
    void onlyACertificateOfTheCaGetsIn() throws IOException {
        assertAdmitted(REQUIRED, client(REQUIRED, ALICE));
        assertRefused(REQUIRED, client(REQUIRED, STRANGER));
        assertRefused(REQUIRED, anonymous(REQUIRED));
    }

    @Test
    void anOptionalCertificateIsJudgedIfGiven() throws IOException {
        assertAdmitted(OPTIONAL, client(OPTIONAL, ALICE));
        assertAdmitted(OPTIONAL, anonymous(OPTIONAL));
        assertRefused(OPTIONAL, client(OPTIONAL, STRANGER));
    }

    @Test
    void namesAndHashesNarrowWhoGetsIn() throws IOException {
        assertAdmitted(NAMED, client(NAMED, ALICE));
        assertRefused(NAMED, client(NAMED, BOB));
        assertAdmitted(PINNED, client(PINNED, ALICE));
        assertRefused(PINNED, client(PINNED, BOB));
    }

    @Test
    void anyCertificateWillDoWhereTheCaIsNotChecked() throws IOException {
        assertAdmitted(UNTRUSTED, client(UNTRUSTED, STRANGER));
        assertRefused(UNTRUSTED, anonymous(UNTRUSTED));
    }

    @Test
    void theBackendLearnsWhoTheClientIs() throws IOException {
        GatewayResponse response = client(REQUIRED, ALICE).get(REQUIRED, "/");

        assertThat(response.echo().header("x-forwarded-client-cert"))
                .contains("Hash=" + TestAuthority.sha256(ALICE.certificate()));
    }

    @Test
    void aRevokedCertificateIsTurnedAwayAndOthersGetIn() {
        gateway.apply(authority(CLIENTS, CLIENTS.revoking(BOB.certificate())));

        await().atMost(Duration.ofSeconds(20)).until(() -> !admits(REQUIRED, BOB));
        assertThat(admits(REQUIRED, ALICE)).isTrue();
    }

    @Test
    void aReplacedCaDecidesAnew() {
        gateway.apply(authority(STRANGERS, ""));

        await().atMost(Duration.ofSeconds(20)).until(() -> admits(REQUIRED, STRANGER));
        assertThat(admits(REQUIRED, ALICE)).isFalse();
    }

    @Test
    void aBrokenRevocationListLetsNobodyIn() {
        gateway.apply(authority(CLIENTS, "garbage"));

        await().atMost(Duration.ofSeconds(20)).until(() -> !admits(REQUIRED, ALICE));
        assertThat(gateway.findings(FindingCode.SECRET_INVALID)).isNotEmpty();
    }

    private static String keyPair() {
        return """
        apiVersion: v1
        kind: Secret
        metadata: {name: shop, namespace: istio-system}
        type: kubernetes.io/tls
        """
                + TestCertificates.secretData("*.example.com");
    }

    private GatewayClient client(String host, ClientIdentity identity) {
        return GatewayClient.tls(gateway.port(443), ClientTls.to(host).showing(identity));
    }

    private GatewayClient anonymous(String host) {
        return GatewayClient.tls(gateway.port(443), ClientTls.to(host));
    }

    private boolean admits(String host, ClientIdentity identity) {
        try {
            return client(host, identity).get(host, "/").status() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private static void assertAdmitted(String host, GatewayClient client) throws IOException {
        assertThat(client.get(host, "/").status()).isEqualTo(200);
    }

    /// In TLS 1.3 the client learns of it with the first bytes that it reads.
    private static void assertRefused(String host, GatewayClient client) {
        assertThatThrownBy(() -> client.get(host, "/")).isInstanceOf(IOException.class);
    }

    private static String authority(TestAuthority authority, String revoked) {
        String lists = revoked.isEmpty() ? "" : ", ca.crl: " + base64(revoked);
        return """
        apiVersion: v1
        kind: Secret
        metadata: {name: shop-cacert, namespace: istio-system}
        data: {ca.crt: %s%s}
        """
                .formatted(base64(authority.pem()), lists);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
