// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.PolicyGateway.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.ConnectionBackend;
import io.gatehouse.testing.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Two endpoints, of which one fails: whether it is ejected, and when it comes back.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutlierDetectionIT {
    private static final int CLOSED = 0;
    private static final int GOOD = 200;

    /// @param failure what the bad endpoint answers, or [#CLOSED]
    record Ejection(String name, int failure, String policy, boolean ejects) {
        @Override
        public String toString() {
            return failure + " under " + policy;
        }
    }

    private static final List<Ejection> EJECTIONS =
            List.of(
                    new Ejection(
                            "gateway",
                            502,
                            "consecutive5xxErrors: 0, consecutiveGatewayErrors: 2",
                            true),
                    new Ejection(
                            "no-gateway",
                            500,
                            "consecutive5xxErrors: 0, consecutiveGatewayErrors: 2",
                            false),
                    new Ejection(
                            "local",
                            CLOSED,
                            "consecutive5xxErrors: 0, splitExternalLocalOriginErrors: true, consecutiveLocalOriginFailures: 2",
                            true),
                    new Ejection(
                            "not-split",
                            CLOSED,
                            "consecutive5xxErrors: 0, consecutiveGatewayErrors: 0",
                            false),
                    new Ejection(
                            "code",
                            429,
                            "consecutive5xxErrors: 2, outlierDetectionHttpErrorCodes: [404, 429]",
                            true),
                    new Ejection(
                            "no-code",
                            500,
                            "consecutive5xxErrors: 2, outlierDetectionHttpErrorCodes: [429]",
                            false));

    private final List<ConnectionBackend> backends = new ArrayList<>();
    private final ConnectionBackend quick = backend(500);
    private final ConnectionBackend slow = backend(500);
    private final ConnectionBackend needed = backend(500);
    private PolicyGateway gateway;

    static List<Ejection> ejections() {
        return EJECTIONS;
    }

    @BeforeAll
    void start() {
        List<PolicyCase> cases = new ArrayList<>();
        for (Ejection ejection : EJECTIONS) {
            int bad =
                    ejection.failure() == CLOSED
                            ? Ports.free()
                            : backend(ejection.failure()).port();
            cases.add(halfBad(ejection.name(), ejection.policy(), bad));
        }
        String once = "consecutive5xxErrors: 1, baseEjectionTime: 0.001s, ";
        cases.add(halfBad("quick", once + "interval: 0.05s", quick.port()));
        cases.add(halfBad("slow", once + "interval: 1h", slow.port()));
        cases.add(
                halfBad(
                        "needed",
                        "consecutive5xxErrors: 1, baseEjectionTime: 1h, minHealthPercent: 60",
                        needed.port()));
        gateway = PolicyGateway.start(cases);
    }

    @AfterAll
    void stop() {
        gateway.close();
        backends.forEach(ConnectionBackend::close);
    }

    private ConnectionBackend backend(int status) {
        ConnectionBackend backend = ConnectionBackend.start(status);
        backends.add(backend);
        return backend;
    }

    private PolicyCase halfBad(String name, String policy, int bad) {
        return PolicyCase.of(
                        name,
                        "{loadBalancer: {simple: ROUND_ROBIN}, outlierDetection: {maxEjectionPercent: 100, %s}}"
                                .formatted(policy),
                        backend(GOOD).port(),
                        bad)
                .route("retries: {attempts: 0}");
    }

    /// Whether the next requests are all answered by the good endpoint.
    private boolean spared(String name) {
        return IntStream.range(0, 10).allMatch(_ -> gateway.get(name).status() == GOOD);
    }

    @ParameterizedTest
    @MethodSource("ejections")
    void whatCountsAsAFailureEjects(Ejection ejection) {
        if (ejection.ejects()) {
            until(() -> spared(ejection.name()));
        } else {
            for (int i = 0; i < 5; i++) {
                assertThat(spared(ejection.name())).isFalse();
            }
        }
    }

    @Test
    void anEndpointComesBackAtTheNextInterval() {
        until(() -> spared("slow"));
        until(() -> gateway.ejected("slow"));
        int before = slow.requests();

        for (int i = 0; i < 3; i++) {
            until(() -> gateway.get("quick").status() == 500);
        }

        assertThat(spared("slow")).isTrue();
        assertThat(slow.requests()).isEqualTo(before);
    }

    @Test
    void withTooFewHealthyEndpointsAllAreUsed() {
        until(() -> {
            gateway.get("needed");
            return gateway.ejected("needed");
        });
        int before = needed.requests();

        until(() -> {
            gateway.get("needed");
            return needed.requests() > before + 5;
        });
    }
}
