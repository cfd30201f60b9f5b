// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// When an endpoint that fails is left out for a while.
///
/// @param consecutiveErrors deprecated; has no effect in Istio
/// @param outlierDetectionHttpErrorCodes that count as failures in place of 5xx; empty for 5xx
/// @param minHealthPercent with fewer healthy endpoints than that all are used again
public record OutlierDetection(
        int consecutiveErrors,
        boolean splitExternalLocalOriginErrors,
        Optional<Integer> consecutiveLocalOriginFailures,
        Optional<Integer> consecutiveGatewayErrors,
        Optional<Integer> consecutive5xxErrors,
        Optional<Duration> interval,
        Optional<Duration> baseEjectionTime,
        int maxEjectionPercent,
        int minHealthPercent,
        List<Integer> outlierDetectionHttpErrorCodes) {
    public OutlierDetection {
        outlierDetectionHttpErrorCodes = List.copyOf(outlierDetectionHttpErrorCodes);
    }
}
