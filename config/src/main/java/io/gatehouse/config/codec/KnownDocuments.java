// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The documents of one file as they were read last: those that are still there, wherever they
/// stand, are not read again. So a change of one costs little in a file of thousands. A document
/// that there is anything to say about is read anew, as that may depend on the rest of the file,
/// and so is a file of a single one. Read by one thread at a time, which others help.
public final class KnownDocuments {
    private Map<String, Known> known = Map.of();

    /// @param firstLine lines of the file before it
    private record Known(int firstLine, List<ReadResult> results) {
        boolean isWell() {
            return results.stream()
                    .allMatch(r -> r instanceof ReadResult.Read && r.findings().isEmpty());
        }

        Known at(int line) {
            return line == firstLine
                    ? this
                    : new Known(
                            line, results.stream().map(r -> moved(r, line - firstLine)).toList());
        }

        private static ReadResult moved(ReadResult result, int lines) {
            ReadResult.Read read = (ReadResult.Read) result;
            return new ReadResult.Read(
                    read.object(), read.position().moved(lines), read.findings());
        }
    }

    /// Whether there is nothing to remember.
    public boolean isEmpty() {
        return known.isEmpty();
    }

    /// @param reader may be called by several threads
    List<ReadResult> read(List<TextPart> parts, Function<TextPart, List<ReadResult>> reader) {
        List<Known> all = parts.parallelStream().map(part -> read(part, reader)).toList();
        Map<String, Known> next = new HashMap<>();
        if (parts.size() > 1) {
            for (int i = 0; i < parts.size(); i++) {
                if (all.get(i).isWell()) {
                    next.put(parts.get(i).text(), all.get(i));
                }
            }
        }
        known = next;
        return all.stream().flatMap(one -> one.results().stream()).toList();
    }

    private Known read(TextPart part, Function<TextPart, List<ReadResult>> reader) {
        Known before = known.get(part.text());
        return before == null
                ? new Known(part.firstLine(), reader.apply(part))
                : before.at(part.firstLine());
    }
}
