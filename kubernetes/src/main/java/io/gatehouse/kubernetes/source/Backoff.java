// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// Pauses that grow with each failure, and differ between replicas that fail together. For one
/// thread.
final class Backoff {
    private final Duration first;
    private final Duration longest;
    private Duration next;

    Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    void reset() {
        next = first;
    }

    /// Between half and all of the growing duration.
    Duration next() {
        Duration pause = jittered(next);
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
        return pause;
    }

    static Duration jittered(Duration pause) {
        long nanos = pause.toNanos();
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(nanos / 2, nanos + 1));
    }
}
