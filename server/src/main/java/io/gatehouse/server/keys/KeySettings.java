// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.keys;

import io.gatehouse.server.fetch.FetchAuthorities;
import java.time.Duration;

/// How keys for tokens are fetched.
///
/// @param refresh after which keys are fetched again
/// @param firstRetry after a failure; doubled with each further one
/// @param longestRetry that it grows to
/// @param linkLocalAllowed whether addresses may be asked behind which clouds keep what concerns
///   this machine alone
/// @param authorities whose servers are trusted
public record KeySettings(
        Duration refresh,
        Duration firstRetry,
        Duration longestRetry,
        boolean linkLocalAllowed,
        FetchAuthorities authorities) {
    /// Refreshed as often as Istio does.
    public static final KeySettings DEFAULT =
            new KeySettings(
                    Duration.ofMinutes(20),
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(1),
                    false,
                    FetchAuthorities.JAVA);

    public KeySettings withLinkLocal(boolean allowed) {
        return new KeySettings(refresh, firstRetry, longestRetry, allowed, authorities);
    }

    public KeySettings withAuthorities(FetchAuthorities others) {
        return new KeySettings(refresh, firstRetry, longestRetry, linkLocalAllowed, others);
    }
}
