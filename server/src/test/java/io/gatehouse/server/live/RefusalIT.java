// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static io.gatehouse.testing.GatewayRequest.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.FindingCode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What Envoy refuses harms nothing else.
class RefusalIT {
    private static final String GATEWAY =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: alt, namespace: default}
            spec:
              selector: {istio: ingressgateway}
              servers:
              - port: {number: 8000, name: http-alt, protocol: HTTP}
                hosts: ["*"]
            """;

    @Test
    void portThatIsTakenIsToldAndTheOthersGoOn() throws Exception {
        try (Backends shop = Backends.start("shop", 1);
                LiveGateway gateway =
                        LiveGateway.start(
                                Yaml.GATEWAY, shop.yaml(), Yaml.routeTo("shop", HOST, "shop"))) {
            try (ServerSocket taken =
                    new ServerSocket(gateway.port(8000), 1, InetAddress.getLoopbackAddress())) {
                gateway.apply(GATEWAY);
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> !gateway.findings(FindingCode.PORT_NOT_AVAILABLE).isEmpty());
                assertThat(gateway.findings(FindingCode.PORT_NOT_AVAILABLE))
                        .singleElement()
                        .satisfies(finding ->
                                assertThat(finding.message())
                                        .contains("127.0.0.1:" + taken.getLocalPort()));
            }

            gateway.apply(Yaml.routeTo("new", "new.example.com", "shop"));
            LiveGateway.awaitStatus(gateway.http(), "new.example.com", "/", 200);
            assertThat(gateway.send(get(HOST, "/")).status()).isEqualTo(200);
            assertThat(gateway.findings(FindingCode.REFUSED_BY_PROXY)).isEmpty();
        }
    }
}
