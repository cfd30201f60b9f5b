// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.PolicyGateway.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.ConnectionBackend;
import io.gatehouse.testing.GatewayStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How many retries a backend gets at a time.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RetryLimitsIT {
    /// @param requests that are answered before
    /// @param second whether there may be a second retry while one is under way
    record Limit(String name, String policy, int requests, boolean second) {
        @Override
        public String toString() {
            return policy + " after " + requests;
        }
    }

    private static final List<Limit> LIMITS =
            List.of(
                    new Limit("none", "{connectionPool: {http: {}}}", 0, true),
                    new Limit("one", "{connectionPool: {http: {maxRetries: 1}}}", 0, false),
                    new Limit("two", "{connectionPool: {http: {maxRetries: 2}}}", 0, true),
                    budget("least-one", "percent: 0, minRetryConcurrency: 1", 0, false),
                    budget("least-two", "percent: 0, minRetryConcurrency: 2", 0, true),
                    budget("half", "percent: 50, minRetryConcurrency: 1", 10, false),
                    budget("all", "percent: 100, minRetryConcurrency: 1", 0, true),
                    budget(
                            "window",
                            "percent: 50, minRetryConcurrency: 1, budgetInterval: 60s",
                            10,
                            true));

    private final ConnectionBackend backend = ConnectionBackend.start(200);
    private PolicyGateway gateway;

    private static Limit budget(String name, String fields, int requests, boolean second) {
        return new Limit(name, "{retryBudget: {%s}}".formatted(fields), requests, second);
    }

    static List<Limit> limits() {
        return LIMITS;
    }

    @BeforeAll
    void start() {
        gateway =
                PolicyGateway.start(
                        LIMITS.stream()
                                .map(limit ->
                                        PolicyCase.of(limit.name(), limit.policy(), backend.port())
                                                .route("retries: {attempts: 1, retryOn: 5xx}"))
                                .toList());
    }

    @AfterAll
    void stop() {
        gateway.close();
        backend.close();
    }

    @ParameterizedTest
    @MethodSource("limits")
    void aSecondRetryIsMadeIfTheLimitLets(Limit limit) throws IOException {
        IntStream.range(0, limit.requests()).forEach(_ -> gateway.get(limit.name()));
        GatewayStream first = gateway.start(limit.name(), "/retry");
        until(() -> backend.held() == 1);
        GatewayStream second = gateway.start(limit.name(), "/retry");
        if (limit.second()) {
            until(() -> backend.held() == 2);
            backend.letGo(2);
            assertThat(second.head().status()).isEqualTo(200);
        } else {
            assertThat(second.head().status()).isEqualTo(503);
            backend.letGo(1);
        }
        assertThat(first.head().status()).isEqualTo(200);
    }
}
