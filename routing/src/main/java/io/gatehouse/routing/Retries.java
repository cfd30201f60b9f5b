// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// When and how often a failed request is tried again.
///
/// @param attempts further tries after the first
/// @param conditions Envoy's `retry_on` words, such as `connect-failure`, in the order they were
///   given
/// @param statuses response statuses that are tried again
/// @param backoff the time before the first further try, which grows with each; absent means 25 ms
/// @param avoidTriedHosts whether a further try prefers endpoints that were not tried yet
/// @param otherLocalities whether further tries may leave the locality that failed
public record Retries(
        int attempts,
        Optional<Duration> perTryTimeout,
        List<String> conditions,
        List<Integer> statuses,
        Optional<Duration> backoff,
        boolean avoidTriedHosts,
        boolean otherLocalities) {
    /// Istio's policy for a route that names none.
    public static final Retries DEFAULT =
            new Retries(
                    2,
                    Optional.empty(),
                    List.of("connect-failure", "refused-stream", "unavailable", "cancelled"),
                    List.of(),
                    Optional.empty(),
                    true,
                    false);

    public Retries {
        conditions = List.copyOf(conditions);
        statuses = List.copyOf(statuses);
    }

    /// The same, but further tries may go where the first went.
    public Retries sticky() {
        return new Retries(
                attempts, perTryTimeout, conditions, statuses, backoff, false, otherLocalities);
    }
}
