// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.Finding;
import io.gatehouse.config.Severity;
import io.gatehouse.config.codec.ReadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What came of a document once the object in it is judged, too.
public final class ValidatedResult {
    private ValidatedResult() {}

    /// A [ReadResult.Read] only if nothing that is wrong with the object is an error.
    ///
    /// @param placed gives a finding its place, where that is known
    public static ReadResult of(ReadResult result, UnaryOperator<Finding> placed) {
        return result instanceof ReadResult.Read read ? judged(read, placed) : result;
    }

    private static ReadResult judged(ReadResult.Read read, UnaryOperator<Finding> placed) {
        List<Finding> found = ObjectValidation.validate(read.object());
        if (found.isEmpty()) {
            return read;
        }
        List<Finding> findings = new ArrayList<>(read.findings());
        found.forEach(finding -> findings.add(placed.apply(finding)));
        return findings.stream().anyMatch(f -> f.severity() == Severity.ERROR)
                ? new ReadResult.Refused(Optional.of(read.object().key()), findings)
                : new ReadResult.Read(read.object(), read.position(), findings);
    }
}
