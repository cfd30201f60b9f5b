// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.gatehouse;

import io.gatehouse.config.Named;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How many requests a proxy lets through. Each proxy counts by itself.
///
/// @param limits each of which must have something left
/// @param status of the answer to what is too much; absent means 429
/// @param rateLimitHeaders whether answers tell how much is left, as `x-ratelimit-…`
/// @param shadow whether what is too much is let through all the same, and only counted
public record LocalRateLimit(
        List<Limit> limits, Optional<Integer> status, boolean rateLimitHeaders, boolean shadow)
        implements HttpFeature {
    public LocalRateLimit {
        limits = List.copyOf(limits);
    }

    @Override
    public FeatureName feature() {
        return FeatureName.LOCAL_RATE_LIMIT;
    }

    /// @param burst how many may come at once; absent means as many as `requests`
    /// @param match which requests it is for; absent means all
    /// @param per what is counted apart; empty means that all are counted together
    public record Limit(
            int requests,
            Unit unit,
            Optional<Integer> burst,
            Optional<RequestCondition> match,
            List<Trait> per) {
        public Limit {
            per = List.copyOf(per);
        }
    }

    /// One of the two: each client by its address, or each value of a header. Requests without the
    /// header are not counted.
    public record Trait(boolean clientAddress, String header) {}

    public enum Unit {
        @Named("Second")
        SECOND(Duration.ofSeconds(1)),
        @Named("Minute")
        MINUTE(Duration.ofMinutes(1)),
        @Named("Hour")
        HOUR(Duration.ofHours(1)),
        @Named("Day")
        DAY(Duration.ofDays(1));

        private final Duration length;

        Unit(Duration length) {
            this.length = length;
        }

        public Duration length() {
            return length;
        }
    }
}
