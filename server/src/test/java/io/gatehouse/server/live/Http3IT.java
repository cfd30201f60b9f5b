// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.server.TestCertificates;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Http3IT {
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
                          - port: {number: 443, name: https, protocol: HTTPS}
                            tls: {mode: SIMPLE, credentialName: shop}
                            hosts: ["%s"]
                        """
                                .formatted(HOST),
                        """
                        apiVersion: v1
                        kind: Secret
                        metadata: {name: shop, namespace: istio-system}
                        type: kubernetes.io/tls
                        """
                                + TestCertificates.secretData(HOST),
                        shop.yaml(),
                        Yaml.routeTo("shop", HOST, "shop"));
    }

    @AfterEach
    void stop() {
        gateway.close();
        shop.close();
    }

    private String udpService() {
        return """
        apiVersion: v1
        kind: Service
        metadata: {name: http3, namespace: istio-system}
        spec:
          selector: {istio: ingressgateway}
          ports: [{name: h3, port: 443, targetPort: %d, protocol: UDP}]
        """
                .formatted(gateway.port(443));
    }

    @Test
    void aUdpPortOfTheServiceIsSpokenToOverQuic() throws Exception {
        LiveGateway.awaitStatus(gateway.https(HOST), HOST, "/", 200);
        assertThat(gateway.https(HOST).get(HOST, "/").header("alt-svc")).isEmpty();

        gateway.apply(udpService());

        await().atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .until(() -> Http3Client.get(gateway.port(443), HOST, "/").answered());
        assertThat(Http3Client.get(gateway.port(443), HOST, "/a").output())
                .startsWith("200")
                .contains("shop-0");
        assertThat(Http3Client.get(gateway.port(443), "other.example.com", "/").answered())
                .isFalse();
        LiveGateway.awaitStatus(gateway.https(HOST), HOST, "/", 200);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(gateway.https(HOST).get(HOST, "/").header("alt-svc"))
                                .isEqualTo("h3=\":443\"; ma=86400"));

        gateway.change(List.of(), List.of(new ObjectKey(Kind.SERVICE, "istio-system", "http3")));

        await().atMost(Duration.ofSeconds(60))
                .until(() -> !Http3Client.get(gateway.port(443), HOST, "/").answered());
        LiveGateway.awaitStatus(gateway.https(HOST), HOST, "/", 200);
    }
}
