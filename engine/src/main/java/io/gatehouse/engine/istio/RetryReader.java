// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.HttpRetry;
import io.gatehouse.routing.Retries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Istio's `retries`; a route without them is tried again by Istio's default policy, and `attempts:
/// 0` means never.
final class RetryReader {
    private static final List<String> CONDITIONS =
            List.of(
                    "connect-failure",
                    "refused-stream",
                    "unavailable",
                    "cancelled",
                    "retriable-status-codes");

    private RetryReader() {}

    /// @param sticky whether further tries must go where the first went, unless the policy says
    ///   otherwise
    static Optional<Retries> read(Optional<HttpRetry> retries, boolean sticky) {
        return retries.map(policy -> read(policy, sticky))
                .orElseGet(() -> Optional.of(sticky ? Retries.DEFAULT.sticky() : Retries.DEFAULT));
    }

    private static Optional<Retries> read(HttpRetry policy, boolean sticky) {
        if (policy.attempts() <= 0) {
            return Optional.empty();
        }
        List<String> conditions = new ArrayList<>();
        List<Integer> statuses = new ArrayList<>();
        for (String word : policy.retryOn().split(",", -1)) {
            String condition = word.strip();
            if (condition.matches("[1-5]\\d\\d")) {
                statuses.add(Integer.parseInt(condition));
            } else if (!condition.isEmpty()) {
                conditions.add(condition);
            }
        }
        if (!statuses.isEmpty() && !conditions.contains("retriable-status-codes")) {
            conditions.add("retriable-status-codes");
        }
        return Optional.of(
                new Retries(
                        policy.attempts(),
                        policy.perTryTimeout(),
                        policy.retryOn().isBlank() ? CONDITIONS : conditions,
                        statuses,
                        policy.backoff(),
                        policy.retryIgnorePreviousHosts().orElse(!sticky),
                        policy.retryRemoteLocalities().orElse(false)));
    }
}
