// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.route.v3.RetryPolicy;
import io.gatehouse.envoy.Golden;
import io.gatehouse.routing.Retries;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryTranslatorTest {
    private static Retries retries(int attempts, List<String> conditions, Integer... statuses) {
        return new Retries(
                attempts,
                Optional.empty(),
                conditions,
                List.of(statuses),
                Optional.empty(),
                false,
                false);
    }

    @Test
    void istiosDefault() {
        Golden.assertMatches(
                "retry-default.json", RetryTranslator.translate(Retries.DEFAULT).orElseThrow());
    }

    @Test
    void everythingAskedFor() {
        Retries retries =
                new Retries(
                        5,
                        Optional.of(Duration.ofMillis(250)),
                        List.of("gateway-error"),
                        List.of(429, 418),
                        Optional.empty(),
                        true,
                        true);

        Golden.assertMatches(
                "retry-everything.json", RetryTranslator.translate(retries).orElseThrow());
    }

    @Test
    void noAttemptsNoPolicy() {
        assertThat(RetryTranslator.translate(retries(0, List.of("5xx")))).isEmpty();
    }

    @Test
    void statusesAreACondition() {
        RetryPolicy alone = RetryTranslator.translate(retries(1, List.of(), 503)).orElseThrow();
        RetryPolicy named =
                RetryTranslator.translate(
                                retries(1, List.of("retriable-status-codes", "reset"), 503))
                        .orElseThrow();

        assertThat(alone.getRetryOn()).isEqualTo("retriable-status-codes");
        assertThat(named.getRetryOn()).isEqualTo("retriable-status-codes,reset");
        assertThat(alone.getRetryHostPredicateCount()).isZero();
        assertThat(alone.hasRetryPriority()).isFalse();
    }
}
