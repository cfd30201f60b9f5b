// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.fetch;

import java.time.Duration;

/// When all of an attempt must be done.
///
/// @param timeout that it was given
/// @param end as of [System#nanoTime()]
public record Deadline(Duration timeout, long end) {
    public static Deadline in(Duration timeout) {
        return new Deadline(timeout, System.nanoTime() + timeout.toNanos());
    }

    long nanosLeft() {
        return Math.max(0, end - System.nanoTime());
    }
}
