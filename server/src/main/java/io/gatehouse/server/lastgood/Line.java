// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.lastgood;

import io.gatehouse.config.codec.JsonText;
import java.io.IOException;
import java.util.List;

/// A line that is a JSON array of texts.
final class Line {
    private Line() {}

    /// @throws IOException if it has another number of fields
    static List<String> fields(String line, int count) throws IOException {
        if (JsonText.parse(line) instanceof List<?> fields && fields.size() == count) {
            return fields.stream().map(String::valueOf).toList();
        }
        throw new IOException("found a line that does not have %d fields".formatted(count));
    }
}
