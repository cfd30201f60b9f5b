// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Keeps one derived value alive for each key of a set and knows which of them have to be looked at
/// again.
final class Watch<K, V> implements Keys.Follower<K> {
    private final Derivation<K, V> derivation;
    private final Map<K, DerivedNode<K, V>> roots = new LinkedHashMap<>();
    private Set<K> dirty = new LinkedHashSet<>();

    Watch(Derivation<K, V> derivation) {
        this.derivation = derivation;
    }

    /// What became of the keys that were dirty.
    interface Visitor<K, V> {
        void present(K key, V value);

        void gone(K key);
    }

    @Override
    public void added(K key) {
        DerivedNode<K, V> node = derivation.node(key);
        if (node.watch != null) {
            throw new IllegalStateException(derivation.name() + "(" + key + ") is watched twice");
        }
        node.watch = this;
        roots.put(key, node);
        dirty.add(key);
    }

    @Override
    public void removed(K key) {
        DerivedNode<K, V> node = roots.remove(key);
        if (node != null) {
            node.watch = null;
            derivation.graph().perhapsUnread(node);
        }
        dirty.add(key);
    }

    void markDirty(K key) {
        dirty.add(key);
    }

    boolean clean() {
        return dirty.isEmpty();
    }

    Optional<V> value(K key) {
        DerivedNode<K, V> node = roots.get(key);
        try {
            return node == null ? Optional.empty() : Optional.of(node.value());
        } catch (RuntimeException e) {
            derivation.graph().failed(derivation.name(), key, e);
            return Optional.empty();
        }
    }

    /// Looks at all dirty keys; a key whose value cannot be computed keeps what was said about it
    /// before.
    void visit(Visitor<K, V> visitor) {
        Set<K> pending = dirty;
        dirty = new LinkedHashSet<>();
        if (derivation.graph().isWorthSharing(pending.size())) {
            refresh(pending);
        }
        for (K key : pending) {
            DerivedNode<K, V> node = roots.get(key);
            if (node == null) {
                visitor.gone(key);
                continue;
            }
            V value;
            try {
                value = node.value();
            } catch (RuntimeException e) {
                derivation.graph().failed(derivation.name(), key, e);
                continue;
            }
            visitor.present(key, value);
        }
    }

    /// On all processors. Who comes to a value that another thread is computing waits for it.
    private void refresh(Set<K> keys) {
        List.copyOf(keys).parallelStream()
                .flatMap(key -> Stream.ofNullable(roots.get(key)))
                .forEach(node -> {
                    try {
                        node.refresh();
                    } catch (RuntimeException _) { // met again by who asks for the value
                    }
                });
    }
}
