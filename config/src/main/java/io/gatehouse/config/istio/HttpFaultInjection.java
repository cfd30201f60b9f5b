// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import java.time.Duration;
import java.util.Optional;

/// Faults made on purpose.
public record HttpFaultInjection(Optional<Delay> delay, Optional<Abort> abort) {

    /// Holds requests up.
    ///
    /// @param percent deprecated for `percentage`
    /// @param exponentialDelay has no effect in Istio
    public record Delay(
            int percent,
            Optional<Duration> fixedDelay,
            Optional<Duration> exponentialDelay,
            Optional<Percent> percentage) {}

    /// Answers requests with an error.
    ///
    /// @param http2Error has no effect in Istio
    public record Abort(
            Optional<Integer> httpStatus,
            Optional<String> grpcStatus,
            Optional<String> http2Error,
            Optional<Percent> percentage) {}
}
