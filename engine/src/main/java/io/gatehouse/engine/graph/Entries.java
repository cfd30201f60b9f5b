// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The entries of the maps that sources come to, each by itself: who reads one is concerned only
/// when that one changes. No two sources have the same key.
public final class Entries<K, V> implements Settling {
    private final IncrementalGraph graph;
    private final int position;
    private final Sources<?> sources;
    private final Map<K, V> values = new HashMap<>();
    private final Map<K, EntryNode<K, V>> nodes = new ConcurrentHashMap<>();

    <S> Entries(IncrementalGraph graph, int position, Keys<S> keys, Derivation<S, Map<K, V>> maps) {
        this.graph = graph;
        this.position = position;
        Watch<S, Map<K, V>> watch = new Watch<>(maps);
        sources = new Sources<>(watch);
        keys.follow(watch);
    }

    @Override
    public int position() {
        return position;
    }

    @Override
    public boolean settled() {
        return sources.watch.clean();
    }

    @Override
    public void settle() {
        sources.settle();
    }

    @Nullable V value(K key) {
        return values.get(key);
    }

    EntryNode<K, V> node(K key) {
        return nodes.computeIfAbsent(key, k -> new EntryNode<>(this, k));
    }

    void forget(K key) {
        nodes.remove(key);
    }

    private void change(Map<K, V> before, Map<K, V> now) {
        before.keySet().stream().filter(key -> !now.containsKey(key)).forEach(this::remove);
        now.forEach(this::put);
    }

    private void remove(K key) {
        values.remove(key);
        changed(key);
    }

    private void put(K key, V value) {
        V before = values.put(key, value);
        if (!value.equals(before)) {
            changed(key);
        }
    }

    private void changed(K key) {
        EntryNode<K, V> node = nodes.get(key);
        if (node != null) {
            node.changedAt = graph.nextRevision();
            node.invalidateDependents();
        }
    }

    private final class Sources<S> implements Watch.Visitor<S, Map<K, V>> {
        private final Watch<S, Map<K, V>> watch;
        private final Map<S, Map<K, V>> maps = new HashMap<>();

        Sources(Watch<S, Map<K, V>> watch) {
            this.watch = watch;
        }

        void settle() {
            watch.visit(this);
        }

        @Override
        public void present(S source, Map<K, V> now) {
            Map<K, V> before = maps.put(source, now);
            change(before == null ? Map.of() : before, now);
        }

        @Override
        public void gone(S source) {
            Map<K, V> before = maps.remove(source);
            change(before == null ? Map.of() : before, Map.of());
        }
    }
}
