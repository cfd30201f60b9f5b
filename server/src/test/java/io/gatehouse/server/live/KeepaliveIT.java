// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.ConnectionBackend;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Keep-alive is the operating system's work: its timers tell when it will start. How often it then
/// asks, only the proxy tells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeepaliveIT {
    private static final String MESH =
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: istio, namespace: istio-system}
            data: {mesh: '{tcpKeepalive: {time: 6000s}}'}
            """;

    private final ConnectionBackend own = ConnectionBackend.start(200);
    private final ConnectionBackend mesh = ConnectionBackend.start(200);
    private PolicyGateway gateway;

    @BeforeAll
    void start() {
        gateway =
                PolicyGateway.start(
                        List.of(
                                PolicyCase.of(
                                        "own",
                                        "{connectionPool: {tcp: {tcpKeepalive: {time: 600s, interval: 77s, probes: 5}}}}",
                                        own.port()),
                                PolicyCase.of("mesh", "", mesh.port())),
                        MESH);
        gateway.get("own");
        gateway.get("mesh");
    }

    @AfterAll
    void stop() {
        gateway.close();
        own.close();
        mesh.close();
    }

    @Test
    void idleConnectionsAreProbedAfterThatTime() {
        assertThat(KeepaliveTimer.seconds(own.port()).orElseThrow()).isBetween(1L, 600L);
        assertThat(KeepaliveTimer.seconds(mesh.port()).orElseThrow()).isBetween(601L, 6000L);
    }

    @Test
    void probesFollowAsOftenAsSaid() {
        assertThat(gateway.live().envoy().admin("/config_dump?resource=dynamic_active_clusters"))
                .contains("\"keepalive_interval\": 77", "\"keepalive_probes\": 5");
    }
}
