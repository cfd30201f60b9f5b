// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.HttpRetry;
import java.util.List;

/// Istio's rules for `retries`.
final class HttpRetryValidation {
    private static final List<String> CONDITIONS =
            List.of(
                    "5xx",
                    "gateway-error",
                    "reset",
                    "reset-before-request",
                    "connect-failure",
                    "retriable-4xx",
                    "refused-stream",
                    "retriable-status-codes",
                    "retriable-headers",
                    "envoy-ratelimited",
                    "http3-post-connect-failure",
                    "cancelled",
                    "deadline-exceeded",
                    "internal",
                    "resource-exhausted",
                    "unavailable");

    private HttpRetryValidation() {}

    static void validate(Scope scope, HttpRetry retry) {
        if (retry.attempts() < 0) {
            scope.field("attempts")
                    .invalid("found %d (expected: 0 or more)".formatted(retry.attempts()));
        }
        boolean detailed =
                retry.perTryTimeout().isPresent()
                        || !retry.retryOn().isEmpty()
                        || retry.retryRemoteLocalities().isPresent();
        if (retry.attempts() == 0 && detailed) {
            scope.field("attempts")
                    .invalid(
                            "found 0, which turns retries off, beside settings for retries (expected:"
                                    + " 1 or more, or attempts alone)");
        }
        retry.perTryTimeout().ifPresent(d -> Values.duration(scope.field("perTryTimeout"), d));
        retry.backoff().ifPresent(d -> Values.duration(scope.field("backoff"), d));
        if (!retry.retryOn().isEmpty()) {
            for (String condition : retry.retryOn().split(",", -1)) {
                condition(scope.field("retryOn"), condition);
            }
        }
    }

    private static void condition(Scope scope, String condition) {
        boolean status = condition.matches("[1-5][0-9]{2}");
        if (!status && !CONDITIONS.contains(condition)) {
            scope.invalid(
                    "found %s (expected, separated by commas without spaces: HTTP statuses, %s)"
                            .formatted(Scope.quote(condition), String.join(", ", CONDITIONS)));
        }
    }
}
