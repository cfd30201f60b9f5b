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

    static Optional<Retries> read(Optional<HttpRetry> retries) {
        if (retries.isEmpty()) {
            return Optional.of(Retries.DEFAULT);
        }
        HttpRetry policy = retries.get();
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
                        policy.retryIgnorePreviousHosts().orElse(true),
                        policy.retryRemoteLocalities().orElse(false)));
    }
}
