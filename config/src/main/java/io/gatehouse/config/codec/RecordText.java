// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads one record from YAML or JSON that is no object of its own. Safe for use by several
/// threads.
final class RecordText<T> {
    private final String name;
    private final Class<T> type;
    private final T absent;
    private final ValueCodec codec;

    /// @param name stands for a file's in positions
    /// @param absent what a text with errors, or with nothing in it, gives
    RecordText(String name, Class<T> type, T absent) {
        this.name = name;
        this.type = type;
        this.absent = absent;
        this.codec = Codecs.ofProtobuf(type);
    }

    Map<String, Object> tree(T value) {
        Map<String, Object> tree = new TreeMap<>();
        ((Map<?, ?>) codec.write(value)).forEach((name, field) -> tree.put((String) name, field));
        return tree;
    }

    TextResult<T> read(String text) {
        List<Document> documents = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        new DocumentComposer(ReadLimits.DEFAULT).compose(name, text, documents::add, findings::add);
        documents.removeIf(document -> Fields.isNothing(document.root()));
        if (documents.size() > 1) {
            SourcePosition second = documents.get(1).position(documents.get(1).root());
            findings.add(
                    DocumentComposer.invalid(
                            "found a second document (expected: one mapping)", second));
        }
        if (!findings.isEmpty() || documents.isEmpty()) {
            return new TextResult<>(absent, findings);
        }
        Problems problems = new Problems(documents.getFirst(), Optional.empty(), Optional.empty());
        Object value = codec.read(documents.getFirst().root(), FieldPath.ROOT, problems);
        return new TextResult<>(
                type.isInstance(value) && !problems.errors() ? type.cast(value) : absent,
                problems.findings());
    }
}
