// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.gatehouse.HeaderLimit;
import java.util.Optional;

final class HeaderLimitValidation {
    /// What Envoy can be told.
    private static final int MOST_KIB = 8192;

    private HeaderLimitValidation() {}

    static void validate(Scope scope, HeaderLimit object) {
        if (object.maxKiB().isEmpty() && object.maxCount().isEmpty()) {
            scope.missing("headerLimit must have maxKiB, maxCount or both");
        }
        within(scope.field("maxKiB"), object.maxKiB(), MOST_KIB);
        within(scope.field("maxCount"), object.maxCount(), Integer.MAX_VALUE);
    }

    private static void within(Scope scope, Optional<Integer> found, int most) {
        found.filter(number -> number < 1 || number > most)
                .ifPresent(number ->
                        scope.invalid("found %d (expected: 1 to %d)".formatted(number, most)));
    }
}
