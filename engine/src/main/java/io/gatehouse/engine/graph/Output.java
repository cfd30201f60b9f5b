// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/// A derivation's value for every key of a set, handed out as changes.
public final class Output<K, V> {
    private final IncrementalGraph graph;
    private final Consumer<BiConsumer<K, Optional<V>>> dirty;
    private final Map<K, V> last = new HashMap<>();

    private Output(IncrementalGraph graph, Consumer<BiConsumer<K, Optional<V>>> dirty) {
        this.graph = graph;
        this.dirty = dirty;
    }

    /// @param value of what is derived; absent is as if the key were not there
    static <K, D, V> Output<K, V> of(
            IncrementalGraph graph,
            Keys<K> keys,
            Derivation<K, D> derivation,
            Function<D, Optional<V>> value) {
        Watch<K, D> watch = new Watch<>(derivation);
        keys.follow(watch);
        return new Output<>(
                graph,
                reader ->
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
                                }));
    }

    /// What a key's value has become; absent when the key is gone.
    public record Change<K, V>(K key, Optional<V> value) {}

    /// All that has changed since the last call.
    public List<Change<K, V>> changes() {
        graph.settle();
        List<Change<K, V>> changes = new ArrayList<>();
        dirty.accept((key, value) -> {
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
