// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.file;

import io.gatehouse.config.Finding;
import io.gatehouse.config.Severity;
import io.gatehouse.config.codec.PositionIndex;
import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.codec.YamlReader;
import io.gatehouse.config.validation.ObjectValidation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads objects and validates them: what it gives as [ReadResult.Read] has no errors, and every
/// finding has its place in the file. Safe for use by several threads.
public final class CheckedReader {
    private final ReadLimits limits;
    private final YamlReader reader;

    public CheckedReader(ReadLimits limits) {
        this.limits = limits;
        this.reader = new YamlReader(limits);
    }

    public ReadLimits limits() {
        return limits;
    }

    /// One result for each document, in order.
    ///
    /// @param file named in positions
    public List<ReadResult> read(String file, byte[] content) {
        List<ReadResult> results = new ArrayList<>();
        for (ReadResult result : reader.read(file, content)) {
            results.add(
                    result instanceof ReadResult.Read read ? checked(read, file, content) : result);
        }
        return results;
    }

    private ReadResult checked(ReadResult.Read read, String file, byte[] content) {
        List<Finding> found = ObjectValidation.validate(read.object());
        if (found.isEmpty()) {
            return read;
        }
        String text = new String(content, StandardCharsets.UTF_8);
        PositionIndex positions = PositionIndex.of(file, text, limits);
        List<Finding> findings = new ArrayList<>(read.findings());
        for (Finding finding : found) {
            findings.add(
                    positions
                            .locate(read.object().key(), finding.field())
                            .map(finding::at)
                            .orElse(finding));
        }
        return findings.stream().anyMatch(f -> f.severity() == Severity.ERROR)
                ? new ReadResult.Refused(Optional.of(read.object().key()), findings)
                : new ReadResult.Read(read.object(), read.position(), findings);
    }
}
