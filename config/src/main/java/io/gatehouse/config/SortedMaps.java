// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Immutable sorted maps: what `List.copyOf` is to lists.
public final class SortedMaps {
    private SortedMaps() {}

    public static <V> SortedMap<String, V> copyOf(SortedMap<String, V> map) {
        return map.isEmpty()
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
