// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Values written from outside, by key.
public final class Table<K, V> implements Keys<K> {
    private final IncrementalGraph graph;
    private final Map<K, InputNode<K, V>> nodes = new ConcurrentHashMap<>();
    private final Set<K> present = new LinkedHashSet<>();
    private final List<Follower<K>> followers = new ArrayList<>();

    Table(IncrementalGraph graph) {
        this.graph = graph;
    }

    /// Writes a value; an equal one is no change.
    public void put(K key, V value) {
        graph.write();
        InputNode<K, V> node = node(key);
        if (value.equals(node.value)) {
            return;
        }
        node.value = value;
        changed(node);
        if (present.add(key)) {
            followers.forEach(follower -> follower.added(key));
        }
    }

    public void remove(K key) {
        graph.write();
        if (!present.remove(key)) {
            return;
        }
        InputNode<K, V> node = node(key);
        node.value = null;
        changed(node);
        followers.forEach(follower -> follower.removed(key));
        graph.perhapsUnread(node);
    }

    @Override
    public Set<K> keys() {
        return Collections.unmodifiableSet(present);
    }

    @Override
    public void follow(Follower<K> follower) {
        present.forEach(follower::added);
        followers.add(follower);
    }

    private void changed(InputNode<K, V> node) {
        node.changedAt = graph.revision();
        node.invalidateDependents();
    }

    InputNode<K, V> node(K key) {
        return nodes.computeIfAbsent(key, k -> new InputNode<>(this, k));
    }

    void forget(K key) {
        if (!present.contains(key)) {
            nodes.remove(key);
        }
    }
}
