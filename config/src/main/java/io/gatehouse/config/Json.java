// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// A value whose form the API leaves open. What is null is not there.
///
/// @param tree of maps with sorted text keys, lists, texts, `Long`, `Double` and `Boolean`
public record Json(Object tree) {
    public Json {
        tree = copy(tree);
    }

    private static Object copy(Object value) {
        return copy(value, Json::copy);
    }

    /// @param items makes copies of what is in a map or list
    static Object copy(Object value, UnaryOperator<Object> items) {
        return switch (value) {
            case Map<?, ?> map -> {
                SortedMap<String, Object> sorted = new TreeMap<>();
                map.forEach((key, item) -> sorted.put((String) key, items.apply(item)));
                yield Collections.unmodifiableSortedMap(sorted);
            }
            case List<?> list -> list.stream().<Object>map(items).toList();
            case String _, Long _, Double _, Boolean _ -> value;
            default -> throw new IllegalArgumentException("no JSON: " + value.getClass());
        };
    }
}
