// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.SourcePosition;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/// One document of a file, or one object of the API server, as its parser leaves it.
///
/// @param file empty for what is in no file
/// @param lineOffset lines of the file before the text in which nodes count theirs
record Document(String file, int lineOffset, Node root) {

    static Document ofNoFile(Node root) {
        return new Document("", 0, root);
    }

    /// Empty in what is in no file.
    Optional<SourcePosition> place(Node node) {
        return file.isEmpty() ? Optional.empty() : Optional.of(position(node));
    }

    SourcePosition position(Node node) {
        return position(file, lineOffset, node.getStartMark());
    }

    static SourcePosition position(String file, int lineOffset, Optional<Mark> mark) {
        return mark.map(m ->
                        new SourcePosition(file, lineOffset + m.getLine() + 1, m.getColumn() + 1))
                .orElseGet(() -> new SourcePosition(file, lineOffset + 1, 1));
    }
}
