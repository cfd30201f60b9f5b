// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

import org.jspecify.annotations.Nullable;

/// A value written from outside; null while it is absent.
final class InputNode<K, V> extends Node {
    private final Table<K, V> table;
    private final K key;
    @Nullable V value;

    InputNode(Table<K, V> table, K key) {
        this.table = table;
        this.key = key;
    }

    @Override
    void refresh() {}

    @Override
    void dispose() {
        table.forget(key);
    }
}
