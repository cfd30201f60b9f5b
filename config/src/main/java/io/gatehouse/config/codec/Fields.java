// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// The entries of a mapping by key, with those that a merge key (`<<`) brings in.
///
/// @param duplicates keys that stand more than once, without their first occurrence
/// @param notText keys that are lists or mappings themselves
record Fields(Map<String, Entry> entries, List<ScalarNode> duplicates, List<Node> notText) {
    private static final String MERGE = "<<";

    record Entry(ScalarNode key, Node value) {}

    static Fields of(MappingNode mapping) {
        Fields fields = new Fields(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
        List<Node> merged = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                fields.notText.add(tuple.getKeyNode());
            } else if (key.isPlain() && key.getValue().equals(MERGE)) {
                merged.add(tuple.getValueNode());
            } else if (fields.entries.putIfAbsent(
                            key.getValue(), new Entry(key, tuple.getValueNode()))
                    != null) {
                fields.duplicates.add(key);
            }
        }
        merged.forEach(fields::merge);
        return fields;
    }

    /// The entry of a field, also if it stands in the snake_case form of its name.
    Optional<Entry> find(String name) {
        return Optional.ofNullable(entries.get(name))
                .or(() -> Optional.ofNullable(entries.get(snakeCase(name))));
    }

    /// The value of a field of `node`; empty if it has none, or is no mapping.
    static Optional<Node> value(Node node, String name) {
        return node instanceof MappingNode mapping
                ? of(mapping).find(name).map(Entry::value).filter(value -> !isNothing(value))
                : Optional.empty();
    }

    /// The value of a field, if it is a text and not empty.
    static Optional<String> text(Node node, String name) {
        return value(node, name)
                .map(value -> value instanceof ScalarNode scalar ? Scalar.of(scalar) : null)
                .map(scalar -> scalar instanceof Scalar.Text(String text) ? text : "")
                .filter(text -> !text.isEmpty());
    }

    static boolean isNothing(Node node) {
        return node instanceof ScalarNode scalar && Scalar.of(scalar) instanceof Scalar.Nothing;
    }

    /// The name that protobuf has for what its JSON calls `camelCase`.
    static String snakeCase(String camelCase) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < camelCase.length(); i++) {
            char c = camelCase.charAt(i);
            if (Character.isUpperCase(c)) {
                name.append('_');
            }
            name.append(Character.toLowerCase(c));
        }
        return name.toString();
    }

    /// Entries that are there already win over merged ones.
    private void merge(Node source) {
        switch (source) {
            case MappingNode mapping ->
                    of(mapping).entries.forEach((name, entry) -> entries.putIfAbsent(name, entry));
            case SequenceNode sequence ->
                    sequence.getValue().stream()
                            .filter(MappingNode.class::isInstance)
                            .forEach(this::merge);
            default -> notText.add(source);
        }
    }
}
