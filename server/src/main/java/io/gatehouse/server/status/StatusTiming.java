// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import java.time.Duration;

/// How a [StatusWriter] spends its time.
///
/// @param quiet from an object's last change until its status is written
/// @param longestQuiet from its first change on, however often it changes
/// @param interval from one request to the next
/// @param patience with proxies, before it is written that some do not have a change yet
/// @param reconnect so long after the start, proxies may not have connected again yet
/// @param sweep from one look at all objects to the next, if something has changed
/// @param firstPause after a failure; doubled with each one that follows
/// @param longestPause between attempts, and after what is not allowed
public record StatusTiming(
        Duration quiet,
        Duration longestQuiet,
        Duration interval,
        Duration patience,
        Duration reconnect,
        Duration sweep,
        Duration firstPause,
        Duration longestPause) {
    public static final StatusTiming DEFAULT =
            new StatusTiming(
                    Duration.ofMillis(250),
                    Duration.ofSeconds(2),
                    Duration.ofMillis(50),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(30));
}
