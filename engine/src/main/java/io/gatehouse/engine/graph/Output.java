// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A derivation's value for every key of a set, handed out as changes.
public final class Output<K, V> {
    private final IncrementalGraph graph;
    private final Watch<K, V> watch;
    private final Map<K, V> last = new HashMap<>();

    Output(IncrementalGraph graph, Keys<K> keys, Derivation<K, V> derivation) {
        this.graph = graph;
        this.watch = new Watch<>(derivation);
        keys.follow(watch);
    }

    /// What a key's value has become; absent when the key is gone.
    public record Change<K, V>(K key, Optional<V> value) {}

    /// The value of one key as of now, for which nothing is computed that it does not need. Absent
    /// if there is no such key, or the function has failed and never succeeded. [#changes] tells of
    /// it all the same.
    public Optional<V> value(K key) {
        graph.settle();
        Optional<V> value = watch.value(key);
        graph.sweep();
        return value;
    }

    /// All that has changed since the last call.
    public List<Change<K, V>> changes() {
        graph.settle();
        List<Change<K, V>> changes = new ArrayList<>();
        watch.visit(
                new Watch.Visitor<>() {
                    @Override
                    public void present(K key, V value) {
                        if (!value.equals(last.put(key, value))) {
                            changes.add(new Change<>(key, Optional.of(value)));
                        }
                    }

                    @Override
                    public void gone(K key) {
                        if (last.remove(key) != null) {
                            changes.add(new Change<>(key, Optional.empty()));
                        }
                    }
                });
        graph.sweep();
        return changes;
    }
}
