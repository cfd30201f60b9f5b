// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.Finding;
import io.gatehouse.config.Severity;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.istio.AuthorizationPolicy;
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
        return switch (result) {
            case ReadResult.Read read -> judged(read, placed);
            case ReadResult.Refused refused -> judged(refused);
            case ReadResult.Skipped skipped -> skipped;
        };
    }

    private static ReadResult judged(ReadResult.Refused refused) {
        return new ReadResult.Refused(
                refused.key(),
                refused.findings(),
                refused.closed().filter(p -> !errors(ObjectValidation.validate(p))));
    }

    private static boolean errors(List<Finding> findings) {
        return findings.stream().anyMatch(f -> f.severity() == Severity.ERROR);
    }

    private static ReadResult judged(ReadResult.Read read, UnaryOperator<Finding> placed) {
        List<Finding> found = ObjectValidation.validate(read.object());
        if (found.isEmpty()) {
            return read;
        }
        List<Finding> findings = new ArrayList<>(read.findings());
        found.forEach(finding -> findings.add(placed.apply(finding)));
        return errors(findings)
                ? judged(
                        new ReadResult.Refused(
                                Optional.of(read.object().key()),
                                findings,
                                read.object() instanceof AuthorizationPolicy policy
                                        ? policy.closed()
                                        : Optional.empty()))
                : new ReadResult.Read(read.object(), read.position(), findings);
    }
}
