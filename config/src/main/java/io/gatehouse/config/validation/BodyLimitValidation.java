// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.gatehouse.BodyLimit;

final class BodyLimitValidation {
    private BodyLimitValidation() {}

    static void validate(Scope scope, BodyLimit object) {
        if (object.maxBytes() < 1) {
            scope.field("maxBytes")
                    .invalid("found %d (expected: 1 or more)".formatted(object.maxBytes()));
        }
    }
}
