// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.time.Duration;
import java.util.List;

/// How many requests are let through, each proxy counting by itself.
///
/// @param rates each of which must have something left
/// @param status of the answer to what is too much
/// @param headers whether answers tell how much is left
/// @param enforced whether what is too much is refused, and not only counted
public record RequestRates(List<Rate> rates, int status, boolean headers, boolean enforced)
        implements PolicyFeature {
    public RequestRates {
        rates = List.copyOf(rates);
    }

    /// @param requests that come to be allowed in every `period`
    /// @param burst how many may have been saved up
    /// @param only conditions on the requests that it is for
    /// @param apart what is counted apart; empty means that all are counted together
    public record Rate(
            int requests,
            Duration period,
            int burst,
            List<HeaderCondition> only,
            List<Trait> apart) {
        public Rate {
            only = List.copyOf(only);
            apart = List.copyOf(apart);
        }

        /// Whether it is for all requests together.
        public boolean ofAll() {
            return only.isEmpty() && apart.isEmpty();
        }
    }

    /// What tells requests apart.
    public sealed interface Trait {
        record ClientAddress() implements Trait {}

        /// @param name lower case
        record HeaderValue(String name) implements Trait {}
    }
}
