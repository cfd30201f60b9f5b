// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;
import java.util.Optional;

/// What takes the place of answers that are errors. The first that fits is taken.
public record Replacements(List<Replacement> replacements) implements PolicyFeature {
    public Replacements {
        replacements = List.copyOf(replacements);
    }

    /// @param statuses such as `404`
    /// @param classes such as `5xx`
    /// @param ownOnly whether it is for the proxy's own answers only
    /// @param status absent means that it stays
    public record Replacement(
            List<String> statuses,
            List<String> classes,
            boolean ownOnly,
            String body,
            String contentType,
            Optional<Integer> status) {
        public Replacement {
            statuses = List.copyOf(statuses);
            classes = List.copyOf(classes);
        }
    }
}
