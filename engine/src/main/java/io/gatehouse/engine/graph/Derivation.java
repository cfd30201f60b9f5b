// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;

/// A named pure function with memory: one value per key, recomputed when something it read has
/// changed.
public final class Derivation<K, V> {
    private final IncrementalGraph graph;
    private final String name;
    private final BiFunction<Evaluation, K, V> function;
    private final Map<K, DerivedNode<K, V>> nodes = new ConcurrentHashMap<>();
    private final AtomicLong runs = new AtomicLong();

    Derivation(IncrementalGraph graph, String name, BiFunction<Evaluation, K, V> function) {
        this.graph = graph;
        this.name = name;
        this.function = function;
    }

    public String name() {
        return name;
    }

    /// How many times the function has run, over all keys.
    public long runs() {
        return runs.get();
    }

    /// How many values are held.
    public int size() {
        return nodes.size();
    }

    IncrementalGraph graph() {
        return graph;
    }

    V compute(Evaluation evaluation, K key) {
        runs.incrementAndGet();
        graph.ran();
        return function.apply(evaluation, key);
    }

    DerivedNode<K, V> node(K key) {
        return nodes.computeIfAbsent(key, k -> new DerivedNode<>(this, k));
    }

    void forget(K key) {
        nodes.remove(key);
    }
}
