// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.server.envoy.DrainTimes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PodDrainTest {
    private static final String LIMIT = "TERMINATION_DRAIN_DURATION_SECONDS";
    private static final String MINIMUM = "MINIMUM_DRAIN_DURATION";

    @ParameterizedTest
    @CsvSource({
        "'',  '',    5,  45",
        "60,  '',    5,  60",
        "3,   '',    3,  3",
        "'',  250ms, .25, 45",
        "10,  1m,    10, 10",
    })
    void byTheVariablesOfIstio(String limit, String minimum, double accepting, double most) {
        assertThat(PodDrain.of(Optional.empty(), Map.of(LIMIT, limit, MINIMUM, minimum)))
                .isEqualTo(new DrainTimes(seconds(accepting), seconds(most)));
    }

    @Test
    void theUserIsAskedFirst() {
        assertThat(PodDrain.of(Optional.of(Duration.ZERO), Map.of(LIMIT, "60")))
                .isEqualTo(DrainTimes.atOnce(Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource({
        LIMIT
                + ", 5s, 'TERMINATION_DRAIN_DURATION_SECONDS is \"5s\": set it to a whole number of"
                + " seconds.'",
        MINIMUM + ", -1s, 'MINIMUM_DRAIN_DURATION is \"-1s\": set it to a time, such as 5s.'",
    })
    void whatIsNoTimeIsNamed(String variable, String value, String message) {
        assertThatThrownBy(() -> PodDrain.of(Optional.empty(), Map.of(variable, value)))
                .isInstanceOf(ProxyMisconfigured.class)
                .hasMessage(message);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
