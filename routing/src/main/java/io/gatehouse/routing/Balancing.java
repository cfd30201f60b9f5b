// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.time.Duration;
import java.util.Optional;

/// Which endpoint of an [Upstream] gets the next request.
public sealed interface Balancing {
    Balancing DEFAULT = new LeastRequests(Optional.empty());

    /// Of two at random the one with fewer requests under way.
    record LeastRequests(Optional<GradualStart> gradualStart) implements Balancing {}

    record InTurn(Optional<GradualStart> gradualStart) implements Balancing {}

    record AtRandom() implements Balancing {}

    /// By the routes' [HashKey]s, on a ring.
    ///
    /// @param minimumSize points on the ring, at the least
    record OnRing(long minimumSize) implements Balancing {}

    /// By the routes' [HashKey]s, in a Maglev table.
    ///
    /// @param size a prime number; absent means the proxy's default
    record InTable(Optional<Long> size) implements Balancing {}

    /// The address that the client dialled, whatever the endpoints are.
    record AsDialled() implements Balancing {}

    /// A new endpoint gets its full share only after a while.
    ///
    /// @param minimumPercent of its share at first
    /// @param aggression 1 means linear, more means faster at first
    record GradualStart(Duration length, double minimumPercent, double aggression) {}
}
