// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import java.time.Duration;

/// How often and how long.
///
/// @param watch after so long the API server ends a watch, and the next one takes over
/// @param grace a watch that has not ended so much later hangs
/// @param firstPause after a failure; doubled with each one that follows
/// @param longestPause between attempts
/// @param absentPause between looks for a kind that is not installed
/// @param deniedPause between attempts at what is not allowed
/// @param pageSize objects in one answer to a list
public record WatchTiming(
        Duration watch,
        Duration grace,
        Duration firstPause,
        Duration longestPause,
        Duration absentPause,
        Duration deniedPause,
        int pageSize) {
    public static final WatchTiming DEFAULT =
            new WatchTiming(
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(1500),
                    Duration.ofSeconds(5),
                    500);
}
