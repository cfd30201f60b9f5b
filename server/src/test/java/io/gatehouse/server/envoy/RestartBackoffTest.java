// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RestartBackoffTest {
    private static final Duration SHORT = Duration.ofMillis(10);

    @Test
    void doublesUpToTheLongest() {
        RestartBackoff backoff = RestartBackoff.start();
        List<Long> waits = new ArrayList<>();
        for (int run = 0; run < 9; run++) {
            waits.add(backoff.after(SHORT).toMillis());
            backoff = backoff.then(SHORT);
        }
        assertThat(waits).containsExactly(50L, 100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L);
    }

    @Test
    void startsOverAfterAStableRun() {
        RestartBackoff backoff = RestartBackoff.start().then(SHORT).then(SHORT).then(SHORT);
        assertThat(backoff.after(RestartBackoff.STABLE)).isEqualTo(RestartBackoff.FIRST);
        assertThat(backoff.then(RestartBackoff.STABLE).after(SHORT))
                .isEqualTo(RestartBackoff.FIRST.multipliedBy(2));
    }
}
