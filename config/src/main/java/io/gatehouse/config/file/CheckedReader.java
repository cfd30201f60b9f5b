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
import org.jspecify.annotations.Nullable;

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
        Positions positions = new Positions(file, content);
        for (ReadResult result : reader.read(file, content)) {
            results.add(result instanceof ReadResult.Read read ? checked(read, positions) : result);
        }
        return results;
    }

    private static ReadResult checked(ReadResult.Read read, Positions positions) {
        List<Finding> found = ObjectValidation.validate(read.object());
        if (found.isEmpty()) {
            return read;
        }
        List<Finding> findings = new ArrayList<>(read.findings());
        for (Finding finding : found) {
            findings.add(
                    positions
                            .index()
                            .locate(read.object().key(), finding.field())
                            .map(finding::at)
                            .orElse(finding));
        }
        return findings.stream().anyMatch(f -> f.severity() == Severity.ERROR)
                ? new ReadResult.Refused(Optional.of(read.object().key()), findings)
                : new ReadResult.Read(read.object(), read.position(), findings);
    }

    /// Of one file, worked out when there is something to tell, and once.
    private final class Positions {
        private final String file;
        private final byte[] content;
        private @Nullable PositionIndex index;

        Positions(String file, byte[] content) {
            this.file = file;
            this.content = content;
        }

        PositionIndex index() {
            PositionIndex known = index;
            if (known == null) {
                String text = new String(content, StandardCharsets.UTF_8);
                known = PositionIndex.of(file, text, limits);
                index = known;
            }
            return known;
        }
    }
}
