// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Handshakes.showing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testing.ClientIdentity;
import io.gatehouse.testing.GatewayClient;
import io.gatehouse.testing.GatewayRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a backend learns of certificates from `x-forwarded-client-cert`, which clients send too.
class ForwardedCertificateIT {
    private static final String HOST = "shop.example.com";
    private static final String HEADER = "x-forwarded-client-cert";
    private static final String SENT = "Hash=0123";

    private static final TestAuthority CLIENTS = TestAuthority.make("clients-ca");
    private static final ClientIdentity ALICE = CLIENTS.issue("alice.example.com");

    private static final Backends SHOP = Backends.start("shop", 1);
    private static LiveGateway gateway;

    @BeforeAll
    static void start() {
        gateway =
                LiveGateway.start(
                        """
                        apiVersion: networking.istio.io/v1
                        kind: Gateway
                        metadata: {name: gw, namespace: default}
                        spec:
                          selector: {istio: ingressgateway}
                          servers:
                          - port: {number: 80, name: http, protocol: HTTP}
                            hosts: [shop.example.com]
                          - port: {number: 443, name: https, protocol: HTTPS}
                            hosts: [shop.example.com]
                            tls: {mode: MUTUAL, credentialName: shop}
                        """,
                        ServerSecret.yaml("shop"),
                        Yaml.secret("shop-cacert", Map.of("ca.crt", CLIENTS.pem())),
                        SHOP.yaml(),
                        Yaml.routeTo("shop", HOST, "shop"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        SHOP.close();
    }

    /// @param known what is forwarded of a client that shows its certificate, where `own` stands
    ///   for that certificate and `sent` for the header that came
    /// @param unknown what is forwarded of a client without TLS
    @ParameterizedTest
    @CsvSource({
        "UNDEFINED, own, nothing",
        "SANITIZE, nothing, nothing",
        "FORWARD_ONLY, sent, nothing",
        "APPEND_FORWARD, sent own, nothing",
        "SANITIZE_SET, own, nothing",
        "ALWAYS_FORWARD_ONLY, sent, sent",
    })
    void theMeshSaysWhatIsForwarded(String details, String known, String unknown) {
        gateway.apply(
                Yaml.mesh(
                        "{defaultConfig: {gatewayTopology: {forwardClientCertDetails: %s}}}"
                                .formatted(details)));

        await().atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> {
                    assertThat(seen(new Handshakes(gateway).client(showing(HOST, ALICE))))
                            .isEqualTo(known);
                    assertThat(seen(gateway.http())).isEqualTo(unknown);
                });
    }

    @Test
    void theMeshSaysWhatOfTheCertificateIsTold() {
        gateway.apply(Yaml.mesh("{}"));
        await().atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() ->
                        assertThat(header(new Handshakes(gateway).client(showing(HOST, ALICE))))
                                .contains("Cert=", "Subject=")
                                .doesNotContain("Chain="));

        gateway.apply(
                Yaml.mesh(
                        "{defaultConfig: {proxyHeaders: {setCurrentClientCertDetails: {chain: true, uri: true}}}}"));
        await().atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() ->
                        assertThat(header(new Handshakes(gateway).client(showing(HOST, ALICE))))
                                .contains("Chain=")
                                .doesNotContain("Cert=")
                                .doesNotContain("Subject=")
                                .doesNotContain("DNS="));
    }

    private static String header(GatewayClient client) throws IOException {
        return client.send(GatewayRequest.get(HOST, "/").with(HEADER, SENT)).echo().header(HEADER);
    }

    private static String seen(GatewayClient client) throws IOException {
        String header = header(client);
        boolean sent = header.contains(SENT);
        boolean own = header.contains("Hash=" + TestAuthority.sha256(ALICE.certificate()));
        return sent && own ? "sent own" : sent ? "sent" : own ? "own" : "nothing";
    }
}
