// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// A derivation's value for every key of a set, handed out as changes.
public final class Output<K, V> {
    private final IncrementalGraph graph;
    private final Values<K, V> values;
    private final Map<K, V> last = new HashMap<>();

    private Output(IncrementalGraph graph, Values<K, V> values) {
        this.graph = graph;
        this.values = values;
    }

    /// @param value of what is derived; absent is as if the key were not there
    static <K, D, V> Output<K, V> of(
            IncrementalGraph graph,
            Keys<K> keys,
            Derivation<K, D> derivation,
            Function<D, Optional<V>> value) {
        Watch<K, D> watch = new Watch<>(derivation);
        keys.follow(watch);
        return new Output<>(graph, new Watched<>(watch, value));
    }

    private interface Values<K, V> {
        void visitDirty(BiConsumer<K, Optional<V>> reader);

        Optional<V> value(K key);
    }

    private record Watched<K, D, V>(Watch<K, D> watch, Function<D, Optional<V>> value)
            implements Values<K, V> {
        @Override
        public void visitDirty(BiConsumer<K, Optional<V>> reader) {
            watch.visit(
                    new Watch.Visitor<>() {
                        @Override
                        public void present(K key, D derived) {
                            reader.accept(key, value.apply(derived));
                        }

                        @Override
                        public void gone(K key) {
                            reader.accept(key, Optional.empty());
                        }
                    });
        }

        @Override
        public Optional<V> value(K key) {
            return watch.value(key).flatMap(value);
        }
    }

    /// What a key's value has become; absent when the key is gone.
    public record Change<K, V>(K key, Optional<V> value) {}

    /// The value of one key as of now, for which nothing is computed that it does not need. Absent
    /// if there is no such key, or the function has failed and never succeeded. [#changes] tells of
    /// it all the same.
    public Optional<V> value(K key) {
        graph.settle();
        Optional<V> value = values.value(key);
        graph.sweep();
        return value;
    }

    /// All that has changed since the last call.
    public List<Change<K, V>> changes() {
        graph.settle();
        List<Change<K, V>> changes = new ArrayList<>();
        values.visitDirty((key, value) -> {
            Optional<V> before =
                    Optional.ofNullable(
                            value.isPresent() ? last.put(key, value.get()) : last.remove(key));
            if (!value.equals(before)) {
                changes.add(new Change<>(key, value));
            }
        });
        graph.sweep();
        return changes;
    }
}
