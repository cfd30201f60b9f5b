// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.fetch;

import java.time.Duration;

/// The time until the next attempt.
///
/// @param longest that it grows to
public record RetryDelay(Duration length, Duration longest) {
    /// After one more failure.
    public RetryDelay doubled() {
        Duration twice = length.multipliedBy(2);
        return new RetryDelay(twice.compareTo(longest) < 0 ? twice : longest, longest);
    }
}
