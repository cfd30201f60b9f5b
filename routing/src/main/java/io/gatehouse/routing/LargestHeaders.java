// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.Optional;

/// How large the headers of a request may be: of one rule, or of all connections ([HttpEdge]).
///
/// @param kibibytes of names and values together
public record LargestHeaders(Optional<Integer> kibibytes, Optional<Integer> count)
        implements PolicyFeature {
    /// Nothing in particular.
    public static final LargestHeaders ANY = new LargestHeaders(Optional.empty(), Optional.empty());

    /// What a connection takes; Envoy's own where nobody says anything.
    public int kibibytesOfConnection() {
        return kibibytes.orElse(60);
    }

    public int countOfConnection() {
        return count.orElse(100);
    }

    /// Whether it allows what connections with these limits do not take.
    public boolean exceeds(LargestHeaders ofConnections) {
        return exceeds(kibibytes, ofConnections.kibibytesOfConnection())
                || exceeds(count, ofConnections.countOfConnection());
    }

    private static boolean exceeds(Optional<Integer> found, int most) {
        return found.filter(number -> number > most).isPresent();
    }
}
