// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static io.gatehouse.testing.GatewayRequest.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testing.EchoBackend;
import io.gatehouse.testing.GatewayConnection;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// How many requests are copied, and where to.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MirrorIT {
    private static final int REQUESTS = 400;

    private static final String RULES =
            """
            - match: [{uri: {prefix: /none}}]
              mirror: {host: counted.example.org}
              mirrorPercent: 0
              route: [{destination: {host: shop}}]
            - match: [{uri: {prefix: /some}}]
              mirror: {host: counted.example.org}
              mirrorPercent: 25
              route: [{destination: {host: shop}}]
            - match: [{uri: {prefix: /port}}]
              mirror: {host: shadow.example.org, subset: green, port: {number: 81}}
              route: [{destination: {host: shop}}]
            - match: [{uri: {prefix: /subset}}]
              mirrors: [{destination: {host: shadow.example.org, subset: green, port: {number: 80}}}]
              route: [{destination: {host: shop}}]
            """;

    private final Backends shop = Backends.start("shop", 1);
    private final EchoBackend counted = EchoBackend.start("counted");
    private final EchoBackend blue = EchoBackend.start("blue");
    private final EchoBackend green = EchoBackend.start("green");
    private final EchoBackend other = EchoBackend.start("other");
    private LiveGateway gateway;

    @BeforeAll
    void start() {
        gateway =
                LiveGateway.start(
                        Yaml.GATEWAY,
                        Yaml.virtualService("shop", HOST, RULES),
                        shop.yaml(),
                        Yaml.serviceEntry(
                                "counted",
                                "{address: 127.0.0.1, ports: {http: %d}}"
                                        .formatted(counted.port())),
                        shadow());
    }

    @AfterAll
    void stop() {
        gateway.close();
        shop.close();
        List.of(counted, blue, green, other).forEach(EchoBackend::close);
    }

    /// Two endpoints that differ in a label, and a subset of the second.
    private String shadow() {
        return """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: shadow, namespace: default}
        spec:
          hosts: [shadow.example.org]
          ports: [{number: 80, name: http, protocol: HTTP}, {number: 81, name: http-other, protocol: HTTP}]
          resolution: STATIC
          endpoints:
          - {address: 127.0.0.1, ports: {http: %1$d, http-other: %1$d}, labels: {colour: blue}}
          - {address: 127.0.0.1, ports: {http: %2$d, http-other: %3$d}, labels: {colour: green}}
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: shadow, namespace: default}
        spec: {host: shadow.example.org, subsets: [{name: green, labels: {colour: green}}]}
        """
                .formatted(blue.port(), green.port(), other.port());
    }

    @Test
    void aPercentageOfTheRequestsIsCopied() throws IOException {
        send("/none");
        send("/some");

        double sigma = Math.sqrt(REQUESTS * 0.25 * 0.75);
        await().until(() -> counted.requests() > REQUESTS * 0.25 - 6 * sigma);
        assertThat((double) counted.requests()).isLessThan(REQUESTS * 0.25 + 6 * sigma);
    }

    @Test
    void copiesGoToTheSubsetAndThePort() throws IOException {
        send("/subset");
        send("/port");

        await().until(() -> green.requests() == REQUESTS && other.requests() == REQUESTS);
        assertThat(blue.requests()).isZero();
    }

    private void send(String path) throws IOException {
        try (GatewayConnection connection = gateway.http().connect()) {
            for (int i = 0; i < REQUESTS; i++) {
                assertThat(connection.send(get(HOST, path)).status()).isEqualTo(200);
            }
        }
    }
}
