// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.time.Duration;
import java.util.Optional;

/// How much an [Upstream] is asked to bear at a time; what exceeds it is answered with 503 or, for
/// `connections`, waits. 0 means no limit.
///
/// @param pendingRequests that wait for a connection
/// @param retries ignored where `retryShare` is given
public record UpstreamLimits(
        int connections,
        int pendingRequests,
        int requests,
        int retries,
        Optional<RetryShare> retryShare) {
    public static final UpstreamLimits NONE = new UpstreamLimits(0, 0, 0, 0, Optional.empty());

    /// Retries as a share of all requests.
    ///
    /// @param percent 0 to 100
    /// @param atLeast retries that are always allowed
    /// @param window for which a request counts after its start; absent means while it is under way
    public record RetryShare(double percent, int atLeast, Optional<Duration> window) {}
}
