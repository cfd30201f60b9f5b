// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.OutlierDetection;
import java.util.Optional;

/// Istio's rules for `outlierDetection`.
final class OutlierDetectionValidation {
    private OutlierDetectionValidation() {}

    static void validate(Scope scope, OutlierDetection outlier) {
        if (outlier.consecutiveErrors() != 0) {
            scope.field("consecutiveErrors")
                    .noEffect(
                            "Istio does not act on this field any more (use: consecutive5xxErrors or"
                                    + " consecutiveGatewayErrors)");
        }
        count(scope.field("consecutive5xxErrors"), outlier.consecutive5xxErrors());
        count(scope.field("consecutiveGatewayErrors"), outlier.consecutiveGatewayErrors());
        count(
                scope.field("consecutiveLocalOriginFailures"),
                outlier.consecutiveLocalOriginFailures());
        boolean localOrigin =
                outlier.consecutiveLocalOriginFailures().filter(count -> count > 0).isPresent();
        if (localOrigin && !outlier.splitExternalLocalOriginErrors()) {
            scope.field("consecutiveLocalOriginFailures")
                    .invalid(
                            "found %d without splitExternalLocalOriginErrors (expected: with it)"
                                    .formatted(outlier.consecutiveLocalOriginFailures().orElse(0)));
        }
        outlier.interval().ifPresent(d -> Values.duration(scope.field("interval"), d));
        outlier.baseEjectionTime()
                .ifPresent(d -> Values.duration(scope.field("baseEjectionTime"), d));
        Values.wholePercent(scope.field("maxEjectionPercent"), outlier.maxEjectionPercent());
        Values.wholePercent(scope.field("minHealthPercent"), outlier.minHealthPercent());
        scope.field("outlierDetectionHttpErrorCodes")
                .each(
                        outlier.outlierDetectionHttpErrorCodes(),
                        (item, code) -> {
                            if (code < 100 || code > 599) {
                                item.invalid(
                                        "found %d (expected: an HTTP status, 100 to 599)"
                                                .formatted(code));
                            }
                        });
    }

    private static void count(Scope scope, Optional<Integer> count) {
        count.ifPresent(value -> Values.count(scope, value));
    }
}
