// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/// Leaves the YAML parser when one of the [ReadLimits] is passed.
final class LimitExceededException extends RuntimeException {
    private final transient Optional<Mark> mark;

    LimitExceededException(String message, Optional<Mark> mark) {
        super(message, null, false, false);
        this.mark = mark;
    }

    Optional<Mark> mark() {
        return mark;
    }
}
