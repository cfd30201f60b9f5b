// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static io.gatehouse.testing.GatewayRequest.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.server.TestCertificates;
import io.gatehouse.testing.GatewayClient;
import io.gatehouse.testing.GatewayConnection;
import io.gatehouse.testing.HttpVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A Gateway as the article's: port 80 for any host, port 443 for one whose certificate is in a
/// Secret.
class HttpsIT {
    private static final String GATEWAY =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: gw, namespace: default}
            spec:
              selector: {istio: ingressgateway}
              servers:
              - port: {number: 80, name: http, protocol: HTTP}
                hosts: ["*"]
              - port: {number: 443, name: https, protocol: HTTPS}
                tls: {mode: SIMPLE, credentialName: shop}
                hosts: ["shop.example.com"]
              - port: {number: 443, name: https-docs, protocol: HTTPS}
                tls: {mode: SIMPLE, credentialName: docs}
                hosts: ["docs.example.com"]
            """;

    private final Backends shop = Backends.start("shop", 1);
    private LiveGateway gateway;

    @BeforeEach
    void start() {
        gateway = LiveGateway.start(GATEWAY, shop.yaml(), Yaml.routeTo("shop", HOST, "shop"));
    }

    @AfterEach
    void stop() {
        gateway.close();
        shop.close();
    }

    @Test
    void certificateOfTheSecretIsServedInBothVersionsOfHttp() throws Exception {
        gateway.apply(secret("shop", "istio-system"));
        GatewayClient client = gateway.https(HOST).trustingOnly(authority());
        LiveGateway.awaitStatus(client, HOST, "/", 200);

        try (GatewayConnection connection = client.connect()) {
            assertThat(connection.applicationProtocol()).isEqualTo("http/1.1");
            assertThat(connection.send(get(HOST, "/")).echo().backend()).isEqualTo("shop-0");
        }
        try (GatewayConnection connection = client.speaking(HttpVersion.HTTP_2).connect()) {
            assertThat(connection.applicationProtocol()).isEqualTo("h2");
            assertThat(connection.send(get(HOST, "/")).echo().header("x-forwarded-proto"))
                    .isEqualTo("https");
            assertThat(connection.send(get("other.example.com", "/")).status()).isEqualTo(404);
        }
    }

    @Test
    void otherServerNamesAreRefused() {
        gateway.apply(secret("shop", "default"));
        LiveGateway.awaitStatus(gateway.https(HOST), HOST, "/", 200);

        for (String name : List.of("other.example.com", "docs.example.com", "")) {
            assertThatThrownBy(() -> gateway.https(name).connect().close())
                    .as("server name '%s'", name)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void secretThatAppearsLaterOpensThePortAndDropsNothing() throws Exception {
        assertThat(gateway.findings(FindingCode.SECRET_MISSING)).hasSize(2);
        assertThatThrownBy(() -> gateway.https(HOST).connect().close())
                .isInstanceOf(IOException.class);
        long envoy = gateway.envoy().pid();

        try (GatewayConnection open = gateway.http().connect()) {
            assertThat(open.send(get(HOST, "/")).status()).isEqualTo(200);

            gateway.apply(secret("shop", "default"));
            LiveGateway.awaitStatus(gateway.https(HOST).trustingOnly(authority()), HOST, "/", 200);

            assertThat(open.send(get(HOST, "/")).status()).isEqualTo(200);
        }
        assertThat(gateway.findings(FindingCode.SECRET_MISSING)).hasSize(1);
        assertThat(gateway.envoy().pid()).isEqualTo(envoy);
        assertThat(gateway.envoy().isAlive()).isTrue();
    }

    @Test
    void rotationServesTheNewCertificateAndDropsNothing() throws Exception {
        gateway.apply(secret("shop", "default"));
        LiveGateway.awaitStatus(gateway.https(HOST), HOST, "/", 200);
        BigInteger first = serialNumber();

        try (GatewayConnection open = gateway.https(HOST).connect()) {
            assertThat(open.send(get(HOST, "/")).status()).isEqualTo(200);

            gateway.apply(secret("shop", "default", "*.example.com"));
            await().atMost(Duration.ofSeconds(10))
                    .pollDelay(Duration.ZERO)
                    .until(() -> !serialNumber().equals(first));

            assertThat(open.send(get(HOST, "/")).status()).isEqualTo(200);
        }
    }

    @Test
    void secretOfTheWorkloadsNamespaceWins() throws Exception {
        gateway.apply(secret("shop", "default"));
        LiveGateway.awaitStatus(gateway.https(HOST), HOST, "/", 200);
        BigInteger own = serialNumber();

        gateway.apply(secret("shop", "istio-system", "*.example.com"));
        await().atMost(Duration.ofSeconds(10)).until(() -> !serialNumber().equals(own));

        gateway.change(List.of(), List.of(new ObjectKey(Kind.SECRET, "istio-system", "shop")));
        await().atMost(Duration.ofSeconds(10)).until(() -> serialNumber().equals(own));
    }

    private BigInteger serialNumber() throws IOException {
        try (GatewayConnection connection = gateway.https(HOST).connect()) {
            return connection.certificate().orElseThrow().getSerialNumber();
        }
    }

    private static String secret(String name, String namespace) {
        return secret(name, namespace, HOST);
    }

    private static String secret(String name, String namespace, String host) {
        return """
        apiVersion: v1
        kind: Secret
        metadata: {name: %s, namespace: %s}
        type: kubernetes.io/tls
        """
                        .formatted(name, namespace)
                + TestCertificates.secretData(host);
    }

    private static X509Certificate authority() throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(
                                        TestCertificates.authority()
                                                .getBytes(StandardCharsets.UTF_8)));
    }
}
