// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import java.time.Duration;

/// How long to wait before the next restart: doubles with each run that was short, and starts over
/// after a run that was stable.
///
/// @param next the wait after a short run
record RestartBackoff(Duration next) {
    static final Duration FIRST = Duration.ofMillis(50);
    static final Duration LONGEST = Duration.ofSeconds(5);
    static final Duration STABLE = Duration.ofSeconds(30);

    static RestartBackoff start() {
        return new RestartBackoff(FIRST);
    }

    Duration after(Duration run) {
        return isStable(run) ? FIRST : next;
    }

    RestartBackoff then(Duration run) {
        Duration doubled = after(run).multipliedBy(2);
        return new RestartBackoff(doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled);
    }

    private static boolean isStable(Duration run) {
        return run.compareTo(STABLE) >= 0;
    }
}
