// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A table by name that takes memory only for what differs from another one, which never changes
/// and which others share. Not safe for use by several threads.
final class SharedTable<V> {
    private final SortedMap<String, V> own = new TreeMap<>();
    private final Set<String> removed = new HashSet<>();
    private SortedMap<String, ? extends V> shared = Collections.emptySortedMap();
    private int size;

    @Nullable V get(String name) {
        V value = own.get(name);
        return value != null || removed.contains(name) ? value : shared.get(name);
    }

    boolean contains(String name) {
        return get(name) != null;
    }

    int size() {
        return size;
    }

    void put(String name, V value) {
        if (!contains(name)) {
            size++;
        }
        removed.remove(name);
        own.put(name, value);
    }

    void remove(String name) {
        if (contains(name)) {
            size--;
            own.remove(name);
            if (shared.containsKey(name)) {
                removed.add(name);
            }
        }
    }

    /// All entries, as they are now. Costs what there is.
    SortedMap<String, V> all() {
        SortedMap<String, V> all = new TreeMap<>(shared);
        all.keySet().removeAll(removed);
        all.putAll(own);
        return all;
    }

    /// Stops at the first value that does not match.
    boolean allMatch(Predicate<? super V> condition) {
        return own.values().stream().allMatch(condition)
                && shared.entrySet().stream()
                        .filter(entry -> !own.containsKey(entry.getKey()))
                        .filter(entry -> !removed.contains(entry.getKey()))
                        .allMatch(entry -> condition.test(entry.getValue()));
    }

    /// Takes the other table, which has the same names and equal values.
    void share(SortedMap<String, ? extends V> equal) {
        if (equal.size() != size) {
            throw new IllegalArgumentException(
                    "table of %d names (expected: %d)".formatted(equal.size(), size));
        }
        shared = equal;
        own.clear();
        removed.clear();
    }
}
