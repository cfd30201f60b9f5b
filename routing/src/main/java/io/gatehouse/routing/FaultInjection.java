// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.time.Duration;
import java.util.Optional;

/// Faults made on purpose, for a share of the requests each. Shares are parts per million.
public record FaultInjection(Optional<HoldUp> holdUp, Optional<Failure> failure)
        implements RouteFeature {

    /// Requests are held back before they are sent on.
    public record HoldUp(Duration time, int perMillion) {}

    /// Requests are answered with an error.
    public sealed interface Failure {
        int perMillion();

        record HttpStatus(int status, int perMillion) implements Failure {}

        /// @param code 0 to 16
        record GrpcStatus(int code, int perMillion) implements Failure {}
    }
}
