// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static io.gatehouse.testing.GatewayRequest.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.EchoBackend;
import io.gatehouse.testing.GatewayConnection;
import io.gatehouse.testing.Ports;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Where and when requests are tried again: behind each destination one endpoint refuses every
/// connection, another answers.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RetryIT {
    private static final int REQUESTS = 200;

    private static final String RULES =
            """
            - match: [{uri: {prefix: /other-hosts}}]
              retries: {attempts: 1, backoff: 0.001s}
              route: [{destination: {host: random.example.org}}]
            - match: [{uri: {prefix: /any-host}}]
              retries: {attempts: 1, backoff: 0.001s, retryIgnorePreviousHosts: false}
              route: [{destination: {host: random.example.org}}]
            - match: [{uri: {prefix: /near}}]
              retries: {attempts: 3, backoff: 0.001s}
              route: [{destination: {host: near.example.org}}]
            - match: [{uri: {prefix: /far}}]
              retries: {attempts: 3, backoff: 0.001s, retryRemoteLocalities: true}
              route: [{destination: {host: near.example.org}}]
            - match: [{uri: {prefix: /soon}}]
              timeout: 10s
              retries: {attempts: 1, retryOn: 5xx, backoff: 0.001s}
              route: [{destination: {host: alive.example.org}}]
            - match: [{uri: {prefix: /late}}]
              timeout: 0.2s
              retries: {attempts: 1, retryOn: 5xx, backoff: 10h}
              route: [{destination: {host: alive.example.org}}]
            """;

    private final EchoBackend backend = EchoBackend.start("alive");
    private LiveGateway gateway;

    @BeforeAll
    void start() {
        String alive = "{address: 127.0.0.1, ports: {http: %d}}".formatted(backend.port());
        String dead =
                "{address: 127.0.0.1, ports: {http: %d}, labels: {tier: near}}"
                        .formatted(Ports.free());
        gateway =
                LiveGateway.start(
                        Yaml.GATEWAY,
                        Yaml.virtualService("shop", HOST, RULES),
                        Yaml.serviceEntry("alive", alive),
                        Yaml.serviceEntry("random", dead + ", " + alive),
                        Yaml.serviceEntry("near", dead + ", " + alive),
                        policy("random", "{loadBalancer: {simple: RANDOM}}"),
                        policy(
                                "near",
                                """
                                {outlierDetection: {consecutive5xxErrors: 100000},
                                loadBalancer: {localityLbSetting: {failoverPriority: ["tier=near"]}}}\
                                """));
    }

    @AfterAll
    void stop() {
        gateway.close();
        backend.close();
    }

    private static String policy(String name, String policy) {
        return """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: %1$s, namespace: default}
        spec: {host: %1$s.example.org, trafficPolicy: %2$s}
        """
                .formatted(name, policy.replace("\n", " "));
    }

    /// A quarter fails when the second try may go where the first one went, and nearly none when it
    /// avoids that: Envoy looks up to six times for another endpoint.
    @Test
    void theNextTryAvoidsTheHostsOfThoseBefore() throws IOException {
        assertThat(answers("/other-hosts").getOrDefault(503, 0)).isLessThan(REQUESTS / 10);
        assertThat(answers("/any-host").getOrDefault(503, 0)).isGreaterThan(REQUESTS / 10);
    }

    @Test
    void triesGoToOtherLocalitiesWhenTheRuleSaysSo() {
        assertThat(gateway.send(get(HOST, "/near")).status()).isEqualTo(503);
        assertThat(gateway.send(get(HOST, "/far")).status()).isEqualTo(200);
    }

    @Test
    void theNextTryWaitsForTheBackoff() {
        assertThat(failingOnce("/soon")).isEqualTo(200);
        assertThat(failingOnce("/late")).isEqualTo(504);
    }

    private int failingOnce(String path) {
        return gateway.send(
                        get(HOST, path)
                                .with("x-echo-status", "503")
                                .with("x-echo-until-attempt", "2"))
                .status();
    }

    private Map<Integer, Integer> answers(String path) throws IOException {
        Map<Integer, Integer> answers = new TreeMap<>();
        try (GatewayConnection connection = gateway.http().connect()) {
            for (int i = 0; i < REQUESTS; i++) {
                answers.merge(connection.send(get(HOST, path)).status(), 1, Integer::sum);
            }
        }
        return answers;
    }
}
