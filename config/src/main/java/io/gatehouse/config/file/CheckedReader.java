// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.file;

import io.gatehouse.config.Finding;
import io.gatehouse.config.codec.KnownDocuments;
import io.gatehouse.config.codec.PositionIndex;
import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.codec.YamlReader;
import io.gatehouse.config.validation.ValidatedResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
        return read(file, content, new KnownDocuments());
    }

    /// As above, of a file that may have been read before.
    List<ReadResult> read(String file, byte[] content, KnownDocuments known) {
        Positions positions = new Positions(file, content);
        return reader.read(
                file, content, result -> ValidatedResult.of(result, positions::placed), known);
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

        Finding placed(Finding finding) {
            return finding.object()
                    .flatMap(key -> index().locate(key, finding.field()))
                    .map(finding::at)
                    .orElse(finding);
        }

        private synchronized PositionIndex index() {
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
