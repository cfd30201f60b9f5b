// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A value whose form the API leaves open. What is null is not there.
///
/// @param tree of maps with sorted text keys, lists, texts, `Long`, `Double` and `Boolean`
public record Json(Object tree) {
    public Json {
        tree = copy(tree);
    }

    private static Object copy(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                SortedMap<String, Object> sorted = new TreeMap<>();
                map.forEach((key, item) -> sorted.put((String) key, copy(item)));
                yield Collections.unmodifiableSortedMap(sorted);
            }
            case List<?> list -> list.stream().map(Json::copy).toList();
            case String _, Long _, Double _, Boolean _ -> value;
            default -> throw new IllegalArgumentException("no JSON: " + value.getClass());
        };
    }
}
