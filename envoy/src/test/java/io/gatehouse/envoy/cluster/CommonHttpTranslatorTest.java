// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.core.v3.HttpProtocolOptions;
import io.gatehouse.envoy.Golden;
import io.gatehouse.routing.ConnectionRules;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommonHttpTranslatorTest {
    private static ConnectionRules rules(
            Optional<Duration> idle, Optional<Duration> age, int requests) {
        return new ConnectionRules(
                Duration.ofSeconds(1),
                Optional.empty(),
                idle,
                age,
                requests,
                0,
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void nothingIsSaidWhereNothingIsAsked() {
        assertThat(CommonHttpTranslator.translate(ConnectionRules.DEFAULT)).isEmpty();
    }

    @Test
    void lifetimes() {
        ConnectionRules rules =
                rules(Optional.of(Duration.ofMinutes(1)), Optional.of(Duration.ofHours(1)), 9);

        assertThat(CommonHttpTranslator.translate(rules))
                .contains(
                        Golden.text(
                                HttpProtocolOptions.getDefaultInstance(),
                                "idle_timeout { seconds: 60 } max_connection_duration { seconds:"
                                        + " 3600 } max_requests_per_connection { value: 9 }"));
    }

    @Test
    void anIdleTimeoutOfZeroIsSaidForItMeansNever() {
        assertThat(
                        CommonHttpTranslator.translate(
                                rules(Optional.of(Duration.ZERO), Optional.empty(), 0)))
                .contains(Golden.text(HttpProtocolOptions.getDefaultInstance(), "idle_timeout {}"));
    }
}
