// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers.Thresholds;
import io.gatehouse.envoy.Golden;
import io.gatehouse.routing.UpstreamLimits;
import io.gatehouse.routing.UpstreamLimits.RetryShare;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CircuitBreakersTranslatorTest {
    private static final String UNLIMITED = "{ value: 4294967295 }";

    private static Thresholds thresholds(UpstreamLimits limits) {
        CircuitBreakers breakers = CircuitBreakersTranslator.translate(limits);
        assertThat(breakers.getThresholdsCount()).isOne();
        return breakers.getThresholds(0);
    }

    private static Thresholds text(String text) {
        return Golden.text(Thresholds.getDefaultInstance(), text);
    }

    @Test
    void whatHasNoLimitIsSaidToHaveNone() {
        assertThat(thresholds(UpstreamLimits.NONE))
                .isEqualTo(
                        text(
                                """
                                max_connections %1$s
                                max_pending_requests %1$s
                                max_requests %1$s
                                max_retries %1$s
                                track_remaining: true
                                """
                                        .formatted(UNLIMITED)));
    }

    @Test
    void eachLimitIsItsOwn() {
        assertThat(thresholds(new UpstreamLimits(1, 2, 3, 4, Optional.empty())))
                .isEqualTo(
                        text(
                                """
                                max_connections { value: 1 }
                                max_pending_requests { value: 2 }
                                max_requests { value: 3 }
                                max_retries { value: 4 }
                                track_remaining: true
                                """));
    }

    @Test
    void retriesMayBeAShare() {
        RetryShare share = new RetryShare(12.5, 7, Optional.empty());

        assertThat(thresholds(new UpstreamLimits(0, 0, 0, 0, Optional.of(share))).getRetryBudget())
                .isEqualTo(
                        text("retry_budget { budget_percent { value: 12.5 }"
                                        + " min_retry_concurrency { value: 7 } }")
                                .getRetryBudget());
    }
}
