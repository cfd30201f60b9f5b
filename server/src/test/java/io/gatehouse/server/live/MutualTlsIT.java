// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Handshakes.showing;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.FindingCode;
import io.gatehouse.server.TestCertificates;
import io.gatehouse.testing.ClientIdentity;
import io.gatehouse.testing.ClientTls;
import io.gatehouse.testing.GatewayResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Servers that ask their clients for certificates, each with its own host on one port.
class MutualTlsIT {
    private static final String REQUIRED = "required.example.com";
    private static final String OPTIONAL = "optional.example.com";
    private static final String NAMED = "named.example.com";
    private static final String PINNED = "pinned.example.com";
    private static final String PINNED_KEY = "pinned-key.example.com";
    private static final String UNTRUSTED = "untrusted.example.com";

    private static final TestAuthority CLIENTS = TestAuthority.make("clients-ca");
    private static final TestAuthority STRANGERS = TestAuthority.make("strangers-ca");
    private static final ClientIdentity ALICE = CLIENTS.issue("alice.example.com");
    private static final ClientIdentity BOB = CLIENTS.issue("bob.example.com");
    private static final ClientIdentity STRANGER = STRANGERS.issue("alice.example.com");

    private final Backends shop = Backends.start("shop", 1);
    private LiveGateway gateway;
    private Handshakes handshakes;

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
                            tls: {mode: MUTUAL, credentialName: shop, verifyCertificateHash: ["%1$s"]}
                            hosts: [pinned.example.com]
                          - port: {number: 443, name: pinned-key, protocol: HTTPS}
                            tls: {mode: MUTUAL, credentialName: shop, verifyCertificateSpki: ["%2$s"]}
                            hosts: [pinned-key.example.com]
                          - port: {number: 443, name: untrusted, protocol: HTTPS}
                            tls: {mode: MUTUAL, credentialName: shop, insecureSkipVerify: true}
                            hosts: [untrusted.example.com]
                        """
                                .formatted(
                                        TestAuthority.sha256(ALICE.certificate()),
                                        TestAuthority.spki(ALICE.certificate())),
                        keyPair(),
                        authority(CLIENTS, ""),
                        shop.yaml(),
                        Yaml.routeTo("shop", "*.example.com", "shop"));
        handshakes = new Handshakes(gateway);
        handshakes.awaitAdmitted(showing(REQUIRED, ALICE));
    }

    @AfterEach
    void stop() {
        gateway.close();
        shop.close();
    }

    @Test
    void onlyACertificateOfTheCaGetsIn() throws IOException {
        handshakes.assertAdmitted(showing(REQUIRED, ALICE));
        handshakes.assertRefused(showing(REQUIRED, STRANGER));
        handshakes.assertRefused(ClientTls.to(REQUIRED));
    }

    @Test
    void anOptionalCertificateIsJudgedIfGiven() throws IOException {
        handshakes.assertAdmitted(showing(OPTIONAL, ALICE));
        handshakes.assertAdmitted(ClientTls.to(OPTIONAL));
        handshakes.assertRefused(showing(OPTIONAL, STRANGER));
    }

    @Test
    void namesAndHashesNarrowWhoGetsIn() throws IOException {
        for (String host : List.of(NAMED, PINNED, PINNED_KEY)) {
            handshakes.assertAdmitted(showing(host, ALICE));
            handshakes.assertRefused(showing(host, BOB));
        }
    }

    @Test
    void anyCertificateWillDoWhereTheCaIsNotChecked() throws IOException {
        handshakes.assertAdmitted(showing(UNTRUSTED, STRANGER));
        handshakes.assertRefused(ClientTls.to(UNTRUSTED));
    }

    @Test
    void theBackendLearnsWhoTheClientIs() throws IOException {
        GatewayResponse response = handshakes.client(showing(REQUIRED, ALICE)).get(REQUIRED, "/");

        assertThat(response.echo().header("x-forwarded-client-cert"))
                .contains("Hash=" + TestAuthority.sha256(ALICE.certificate()));
    }

    @Test
    void aRevokedCertificateIsTurnedAwayAndOthersGetIn() throws IOException {
        gateway.apply(authority(CLIENTS, CLIENTS.revoking(BOB.certificate())));

        handshakes.awaitRefused(showing(REQUIRED, BOB));
        handshakes.assertAdmitted(showing(REQUIRED, ALICE));
    }

    @Test
    void aReplacedCaDecidesAnew() {
        gateway.apply(authority(STRANGERS, ""));

        handshakes.awaitAdmitted(showing(REQUIRED, STRANGER));
        handshakes.assertRefused(showing(REQUIRED, ALICE));
    }

    @Test
    void aBrokenRevocationListLetsNobodyIn() {
        gateway.apply(authority(CLIENTS, "garbage"));

        handshakes.awaitRefused(showing(REQUIRED, ALICE));
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

    private static String authority(TestAuthority authority, String revoked) {
        Map<String, String> data = new TreeMap<>(Map.of("ca.crt", authority.pem()));
        if (!revoked.isEmpty()) {
            data.put("ca.crl", revoked);
        }
        return Yaml.secret("shop-cacert", data);
    }
}
