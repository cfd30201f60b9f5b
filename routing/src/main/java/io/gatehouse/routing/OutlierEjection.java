// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// When an endpoint that keeps failing gets no requests for a while. Absent parts are the proxy's
/// defaults; a count of 0 switches its cause off.
///
/// @param serverErrors consecutive answers of 500 and above, or failures to get any
/// @param gatewayErrors consecutive answers of 502, 503 and 504
/// @param localFailures consecutive failures to connect and the like, where they are counted on
///   their own; absent where they count as errors of the server
/// @param maximumPercent of the endpoints that may be out at a time; one may always
/// @param minimumHealthyPercent below which all endpoints are used again
/// @param errorStatuses that alone count as errors of the server, sorted; empty for 500 and above
public record OutlierEjection(
        Optional<Integer> serverErrors,
        Optional<Integer> gatewayErrors,
        Optional<LocalFailures> localFailures,
        Optional<Duration> interval,
        Optional<Duration> ejectionTime,
        Optional<Integer> maximumPercent,
        int minimumHealthyPercent,
        List<Integer> errorStatuses) {
    public OutlierEjection {
        errorStatuses = errorStatuses.stream().sorted().distinct().toList();
    }

    /// @param consecutive absent means the proxy's default
    public record LocalFailures(Optional<Integer> consecutive) {}
}
