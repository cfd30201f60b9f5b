// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.PolicyGateway.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.ConnectionBackend;
import io.gatehouse.testing.GatewayStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// How long connections to a backend live, and how much may wait for one.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionPoolIT {
    private final ConnectionBackend plain = ConnectionBackend.start(200);
    private final ConnectionBackend once = ConnectionBackend.start(200);
    private final ConnectionBackend idleTcp = ConnectionBackend.start(200);
    private final ConnectionBackend idleHttp = ConnectionBackend.start(200);
    private final ConnectionBackend aged = ConnectionBackend.start(200);
    private final ConnectionBackend pending = ConnectionBackend.start(200);
    private final FullBackend full = FullBackend.start();
    private PolicyGateway gateway;

    @BeforeAll
    void start() {
        gateway =
                PolicyGateway.start(
                        List.of(
                                PolicyCase.of("plain", "", plain.port()),
                                PolicyCase.of(
                                        "once",
                                        "{connectionPool: {http: {maxRequestsPerConnection: 2}}}",
                                        once.port()),
                                PolicyCase.of(
                                        "idle-tcp",
                                        "{connectionPool: {tcp: {idleTimeout: 0.05s}}}",
                                        idleTcp.port()),
                                PolicyCase.of(
                                        "idle-http",
                                        "{connectionPool: {tcp: {idleTimeout: 1h}, http: {idleTimeout: 0.05s}}}",
                                        idleHttp.port()),
                                PolicyCase.of(
                                        "aged",
                                        "{connectionPool: {tcp: {maxConnectionDuration: 0.05s}}}",
                                        aged.port()),
                                PolicyCase.of(
                                        "pending",
                                        "{connectionPool: {tcp: {maxConnections: 1}, http: {http1MaxPendingRequests: 1}}}",
                                        pending.port()),
                                PolicyCase.of(
                                                "full",
                                                "{connectionPool: {tcp: {connectTimeout: 0.1s}}}",
                                                full.port())
                                        .route("timeout: 5s\n  retries: {attempts: 0}")));
    }

    @AfterAll
    void stop() {
        gateway.close();
        List.of(plain, once, idleTcp, idleHttp, aged, pending).forEach(ConnectionBackend::close);
        full.close();
    }

    private String connectionOf(String name) {
        return gateway.get(name).header("x-connection");
    }

    @Test
    void aConnectionTakesSoManyRequests() {
        assertThat(List.of(connectionOf("once"), connectionOf("once"), connectionOf("once")))
                .containsExactly("1", "1", "2");
    }

    @Test
    void aConnectionIsClosedWhenItIsIdleOrOldAndElseKept() {
        assertThat(connectionOf("plain")).isEqualTo("1");
        for (String name : List.of("idle-tcp", "idle-http", "aged")) {
            assertThat(connectionOf(name)).as(name).isEqualTo("1");
        }
        until(() -> idleTcp.open() + idleHttp.open() + aged.open() == 0);

        assertThat(plain.open()).isOne();
        assertThat(connectionOf("plain")).isEqualTo("1");
        assertThat(connectionOf("aged")).isEqualTo("2");
    }

    @Test
    void whatFindsTheQueueFullIsTurnedAway() throws IOException, InterruptedException {
        GatewayStream first = gateway.start("pending", "/hold");
        until(() -> pending.held() == 1);
        BlockingQueue<Integer> statuses = new LinkedBlockingQueue<>();
        for (int i = 0; i < 2; i++) {
            Thread.ofVirtual().start(() -> statuses.add(gateway.get("pending").status()));
        }
        assertThat(statuses.take()).isEqualTo(503);

        pending.letGo(1);
        assertThat(first.head().status()).isEqualTo(200);
        assertThat(statuses.take()).isEqualTo(200);
    }

    @Test
    void aBackendThatDoesNotAcceptIsGivenUp() {
        assertThat(gateway.get("full"))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(503))
                .satisfies(answer -> assertThat(answer.body()).contains("connection timeout"));
    }
}
