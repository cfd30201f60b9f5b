// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A value within JSON. What is absent is nothing: an empty text, no items, no entries.
record Tree(@Nullable Object value) {

    Tree at(String... path) {
        Object current = value;
        for (String field : path) {
            current = current instanceof Map<?, ?> map ? map.get(field) : null;
        }
        return new Tree(current);
    }

    boolean isPresent() {
        return value != null;
    }

    String text() {
        return value == null ? "" : value.toString();
    }

    String textOr(String otherwise) {
        return text().isEmpty() ? otherwise : text();
    }

    int numberOr(int otherwise) {
        return value instanceof Number number ? number.intValue() : otherwise;
    }

    List<Tree> items() {
        return value instanceof List<?> list ? list.stream().map(Tree::new).toList() : List.of();
    }

    List<String> texts() {
        return items().stream().map(Tree::text).toList();
    }

    Map<?, ?> entries() {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    /// Labels as kubectl shows them.
    String labels() {
        return entries().isEmpty()
                ? "<none>"
                : entries().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(","));
    }
}
