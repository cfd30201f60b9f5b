// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.cluster.v3.OutlierDetection;
import io.envoyproxy.envoy.config.common.matcher.v3.MatchPredicate;
import io.gatehouse.envoy.Golden;
import io.gatehouse.routing.OutlierEjection;
import io.gatehouse.routing.OutlierEjection.LocalFailures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutlierDetectionTranslatorTest {
    private static OutlierEjection counts(
            Optional<Integer> server, Optional<Integer> gateway, Optional<LocalFailures> local) {
        return new OutlierEjection(
                server,
                gateway,
                local,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                List.of());
    }

    private static OutlierEjection errors(Integer... statuses) {
        return new OutlierEjection(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Duration.ofSeconds(5)),
                Optional.of(Duration.ofSeconds(30)),
                Optional.of(50),
                0,
                List.of(statuses));
    }

    private static OutlierDetection text(String text) {
        return Golden.text(
                OutlierDetection.getDefaultInstance(),
                "enforcing_success_rate { value: 0 } " + text);
    }

    @Test
    void onlyRatesOfSuccessAreSwitchedOffWhereNothingIsAsked() {
        assertThat(
                        OutlierDetectionTranslator.translate(
                                counts(Optional.empty(), Optional.empty(), Optional.empty())))
                .isEqualTo(text(""));
    }

    @Test
    void aCountOfZeroSwitchesItsCauseOff() {
        assertThat(
                        OutlierDetectionTranslator.translate(
                                counts(Optional.of(0), Optional.of(3), Optional.empty())))
                .isEqualTo(
                        text(
                                """
                                consecutive_5xx { value: 0 }
                                enforcing_consecutive_5xx { value: 0 }
                                consecutive_gateway_failure { value: 3 }
                                enforcing_consecutive_gateway_failure { value: 100 }
                                """));
    }

    @Test
    void localFailuresCountOnTheirOwn() {
        LocalFailures failures = new LocalFailures(Optional.of(4));

        assertThat(
                        OutlierDetectionTranslator.translate(
                                counts(Optional.empty(), Optional.empty(), Optional.of(failures))))
                .isEqualTo(
                        text(
                                """
                                split_external_local_origin_errors: true
                                enforcing_local_origin_success_rate { value: 0 }
                                consecutive_local_origin_failure { value: 4 }
                                enforcing_consecutive_local_origin_failure { value: 100 }
                                """));
    }

    @Test
    void timesAndShares() {
        assertThat(OutlierDetectionTranslator.translate(errors()))
                .isEqualTo(
                        text(
                                """
                                interval { seconds: 5 }
                                base_ejection_time { seconds: 30 }
                                max_ejection_percent { value: 50 }
                                """));
    }

    @Test
    void chosenStatusesInAnyOrder() {
        assertThat(OutlierDetectionTranslator.errors(errors())).isEmpty();
        assertThat(OutlierDetectionTranslator.errors(errors(503, 429, 503)))
                .contains(
                        Golden.text(
                                MatchPredicate.getDefaultInstance(),
                                "http_response_headers_match { headers { name: ':status'"
                                        + " string_match { safe_regex { regex: '429|503' } } } }"));
    }
}
