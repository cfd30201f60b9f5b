// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.replica;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An object of JSON. What is absent, or of another type than asked for, is empty or zero: another
/// version of the program may have written it.
record Tree(Map<?, ?> fields) {
    static Tree of(@Nullable Object value) {
        return new Tree(value instanceof Map<?, ?> map ? map : Map.of());
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    String text(String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    long number(String name) {
        return fields.get(name) instanceof Number number ? number.longValue() : 0;
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(fields.get(name));
    }

    Optional<Tree> optional(String name) {
        return has(name) ? Optional.of(object(name)) : Optional.empty();
    }

    Tree object(String name) {
        return of(fields.get(name));
    }

    List<?> list(String name) {
        return fields.get(name) instanceof List<?> list ? list : List.of();
    }

    List<Tree> objects(String name) {
        return list(name).stream().map(Tree::of).toList();
    }

    SortedMap<String, String> texts() {
        SortedMap<String, String> texts = new TreeMap<>();
        fields.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
        return texts;
    }

    SortedMap<String, Long> numbers() {
        SortedMap<String, Long> numbers = new TreeMap<>();
        fields.forEach((name, value) -> {
            if (value instanceof Number number) {
                numbers.put(String.valueOf(name), number.longValue());
            }
        });
        return numbers;
    }
}
