// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The documents of one file as they were read last: those that are still there, wherever they
/// stand, are not read again. So a change of one costs little in a file of thousands. A document
/// that there is anything to say about is read anew, as that may depend on the rest of the file,
/// and so is a file of a single one. Used by one thread at a time.
public final class KnownDocuments {
    private Map<String, Known> known = Map.of();

    /// @param firstLine lines of the file before it
    private record Known(int firstLine, List<ReadResult> results) {
        List<ReadResult> at(int line) {
            return line == firstLine
                    ? results
                    : results.stream().map(result -> moved(result, line - firstLine)).toList();
        }

        private static ReadResult moved(ReadResult result, int lines) {
            return result instanceof ReadResult.Read read
                    ? new ReadResult.Read(
                            read.object(), read.position().moved(lines), read.findings())
                    : result;
        }
    }

    /// Whether there is nothing to remember.
    public boolean isEmpty() {
        return known.isEmpty();
    }

    List<ReadResult> read(List<TextPart> parts, Function<TextPart, List<ReadResult>> reader) {
        Map<String, Known> next = new HashMap<>();
        List<ReadResult> all = new ArrayList<>();
        for (TextPart part : parts) {
            Known same = known.get(part.text());
            List<ReadResult> results =
                    same == null ? reader.apply(part) : same.at(part.firstLine());
            all.addAll(results);
            if (parts.size() > 1 && results.stream().allMatch(KnownDocuments::isWell)) {
                next.put(part.text(), new Known(part.firstLine(), results));
            }
        }
        known = next;
        return all;
    }

    private static boolean isWell(ReadResult result) {
        return result instanceof ReadResult.Read && result.findings().isEmpty();
    }
}
