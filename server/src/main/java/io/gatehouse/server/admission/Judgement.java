// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admission;

import io.gatehouse.config.Finding;
import java.util.List;

/// What is said of a change.
///
/// @param refusals why it may not be; empty if it may
/// @param warnings what else its author should know
record Judgement(List<Finding> refusals, List<Finding> warnings) {
    static final Judgement NOTHING_TO_SAY = new Judgement(List.of(), List.of());

    Judgement {
        refusals = List.copyOf(refusals);
        warnings = List.copyOf(warnings);
    }

    boolean allowed() {
        return refusals.isEmpty();
    }

    ReviewVerdict verdict() {
        if (!allowed()) {
            return ReviewVerdict.REFUSED;
        }
        return warnings.isEmpty() ? ReviewVerdict.ALLOWED : ReviewVerdict.WARNED;
    }
}
