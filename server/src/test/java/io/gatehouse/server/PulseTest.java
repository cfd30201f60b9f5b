// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PulseTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final Pulse pulse = new Pulse();

    @Test
    @Timeout(20)
    void whoeverWaitsIsWoken() throws InterruptedException {
        Thread beater = Thread.ofVirtual().start(pulse::beat);
        pulse.await(0, LONG);
        assertThat(pulse.count()).isEqualTo(1);
        beater.join();
    }

    @Test
    @Timeout(20)
    void whatHasHappenedMeanwhileIsNotWaitedFor() throws InterruptedException {
        long seen = pulse.count();
        pulse.beat();
        pulse.await(seen, LONG);
        assertThat(pulse.count()).isGreaterThan(seen);
    }

    @Test
    @Timeout(20)
    void patienceEnds() throws InterruptedException {
        pulse.await(0, Duration.ofMillis(1));
        assertThat(pulse.count()).isZero();
    }
}
