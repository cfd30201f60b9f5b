// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

/// One of [Entries].
final class EntryNode<K, V> extends Node {
    private final Entries<K, V> entries;
    private final K key;

    EntryNode(Entries<K, V> entries, K key) {
        this.entries = entries;
        this.key = key;
    }

    @Override
    void refresh() {}

    @Override
    void dispose() {
        entries.forget(key);
    }
}
