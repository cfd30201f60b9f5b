// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.PolicyGateway.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.Http2Backend;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// HTTP/2 towards backends that take requests and say nothing.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Http2PoolIT {
    private final Http2Backend shared = Http2Backend.silent();
    private final Http2Backend single = Http2Backend.silent();
    private final Http2Backend pinged = Http2Backend.silent();
    private PolicyGateway gateway;

    @BeforeAll
    void start() {
        gateway =
                PolicyGateway.start(
                        List.of(
                                PolicyCase.of("shared", "", shared.port()).portName("http2"),
                                PolicyCase.of(
                                                "single",
                                                "{connectionPool: {http: {maxConcurrentStreams: 1}}}",
                                                single.port())
                                        .portName("http2"),
                                PolicyCase.of(
                                                "pinged",
                                                "{connectionPool: {http: {http2KeepAlive: {interval: 0.1s, timeout: 0.2s}}}}",
                                                pinged.port())
                                        .portName("http2")
                                        .route("timeout: 10s\n  retries: {attempts: 0}")));
    }

    @AfterAll
    void stop() {
        gateway.close();
        List.of(shared, single, pinged).forEach(Http2Backend::close);
    }

    @Test
    void aConnectionHasSoManyStreamsAtATime() throws IOException {
        for (String name : List.of("shared", "single")) {
            gateway.start(name, "/");
            gateway.start(name, "/");
        }
        until(() -> shared.requests() == 2 && single.requests() == 2);

        assertThat(shared.connections()).isOne();
        assertThat(single.connections()).isEqualTo(2);
    }

    @Test
    void aBackendThatAnswersNoPingIsLeft() {
        assertThat(gateway.get("pinged").status()).isEqualTo(503);
        assertThat(pinged.pings()).isPositive();
    }
}
