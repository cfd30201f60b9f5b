// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.deploy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A part of a JSON or YAML document that is as a test expects it, or the test fails.
record Tree(Object value) {
    static Tree of(@Nullable Object value) {
        if (value == null) {
            throw new AssertionError("a field is missing");
        }
        return new Tree(value);
    }

    Tree at(String field) {
        Object found = ((Map<?, ?>) value).get(field);
        if (found == null) {
            throw new AssertionError("no field %s in %s".formatted(field, value));
        }
        return new Tree(found);
    }

    List<Tree> list() {
        return ((List<?>) value).stream().map(Tree::of).toList();
    }

    List<String> texts() {
        return list().stream().map(Tree::text).toList();
    }

    String text() {
        return (String) value;
    }

    long number() {
        return ((Number) value).longValue();
    }
}
