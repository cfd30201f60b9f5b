// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.PolicyGateway.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.ConnectionBackend;
import io.gatehouse.testing.EchoBackend;
import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.GatewayResponse;
import io.gatehouse.testing.Http2Backend;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the mesh says of connections and failures, for Services of which no rule says more. A port
/// whose name tells no protocol is not upgraded to HTTP/2.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MeshPolicyIT {
    private static final String MESH =
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: istio, namespace: istio-system}
            data:
              mesh: |
                connectTimeout: 0.1s
                dnsRefreshRate: 77s
                h2UpgradePolicy: UPGRADE
                defaultHttpRetryPolicy: {attempts: 3, retryOn: 5xx}
                defaultTrafficPolicy:
                  connectionPool: {http: {maxRequestsPerConnection: 2}}
                  outlierDetection: {consecutive5xxErrors: 4, maxEjectionPercent: 100}
            ---
            apiVersion: networking.istio.io/v1
            kind: ServiceEntry
            metadata: {name: named, namespace: default}
            spec:
              hosts: [named.localhost]
              ports: [{number: 80, name: http, protocol: HTTP}]
              resolution: DNS
            """;
    private static final String NOT_HTTP2 = "web";

    private final ConnectionBackend plain = ConnectionBackend.start(200);
    private final ConnectionBackend good = ConnectionBackend.start(200);
    private final ConnectionBackend bad = ConnectionBackend.start(500);
    private final EchoBackend unsteady = EchoBackend.start("unsteady");
    private final Http2Backend upgraded = Http2Backend.answering();
    private final FullBackend full = FullBackend.start();
    private PolicyGateway gateway;

    @BeforeAll
    void start() {
        gateway =
                PolicyGateway.start(
                        List.of(
                                PolicyCase.of("plain", "", plain.port()).portName(NOT_HTTP2),
                                PolicyCase.of("half-bad", "", good.port(), bad.port())
                                        .portName(NOT_HTTP2)
                                        .route("retries: {attempts: 0}"),
                                PolicyCase.of("unsteady", "", unsteady.port()).portName(NOT_HTTP2),
                                PolicyCase.of("upgraded", "", upgraded.port()),
                                PolicyCase.of("full", "", full.port())
                                        .route("timeout: 5s\n  retries: {attempts: 0}")),
                        MESH,
                        Yaml.virtualService(
                                "named",
                                PolicyCase.host("named"),
                                "- route: [{destination: {host: named.localhost}}]"));
    }

    @AfterAll
    void stop() {
        gateway.close();
        List.of(plain, good, bad).forEach(ConnectionBackend::close);
        unsteady.close();
        upgraded.close();
        full.close();
    }

    @Test
    void aBackendThatDoesNotAcceptIsGivenUp() {
        GatewayResponse answer = gateway.get("full");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("connection timeout");
    }

    @Test
    void portsOfHttpAreSpokenToInHttp2() {
        assertThat(gateway.get("upgraded").status()).isEqualTo(204);
        assertThat(upgraded.connections()).isOne();
    }

    @Test
    void routesWithoutRetriesRetryAsTheMeshSays() {
        GatewayResponse answer =
                gateway.live()
                        .send(
                                GatewayRequest.get(PolicyCase.host("unsteady"), "/")
                                        .with("x-echo-status", "500")
                                        .with("x-echo-until-attempt", "4"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.echo().header("x-envoy-attempt-count")).isEqualTo("4");
    }

    @Test
    void aConnectionTakesSoManyRequests() {
        assertThat(IntStream.range(0, 3).mapToObj(_ -> gateway.get("plain").header("x-connection")))
                .containsExactly("1", "1", "2");
    }

    @Test
    void anEndpointThatFailsIsEjected() {
        until(() -> IntStream.range(0, 10).allMatch(_ -> gateway.get("half-bad").status() == 200));
    }

    /// That is long until; what the proxy knows of it must do.
    @Test
    void namesAreLookedUpAgainAfterThatTime() {
        assertThat(gateway.live().envoy().admin("/config_dump?resource=dynamic_active_clusters"))
                .contains("\"dns_refresh_rate\": \"77s\"");
    }
}
