// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.Finding;
import io.gatehouse.config.Severity;
import java.util.List;

/// What came of a YAML text that is itself a value of an object.
///
/// @param value the default where the text has errors
/// @param findings without an object; their positions count from the text's start
public record TextResult<T>(T value, List<Finding> findings) {
    public TextResult {
        findings = List.copyOf(findings);
    }

    /// Whether `value` is what the text says.
    public boolean valid() {
        return findings.stream().noneMatch(f -> f.severity() == Severity.ERROR);
    }
}
