// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import java.util.Optional;
import java.util.Set;

/// The value of an annotation that says yes or no, in the ways that Istio takes.
public final class BooleanText {
    private static final Set<String> YES = Set.of("1", "t", "T", "true", "TRUE", "True");
    private static final Set<String> NO = Set.of("0", "f", "F", "false", "FALSE", "False");

    private BooleanText() {}

    /// Absent for what means neither.
    public static Optional<Boolean> of(String text) {
        if (YES.contains(text)) {
            return Optional.of(true);
        }
        return NO.contains(text) ? Optional.of(false) : Optional.empty();
    }
}
