// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A memoised value with the nodes it was computed from.
///
/// Dirty means that something below may have changed. Refreshing looks at the recorded dependencies
/// in the order in which they were read and runs the function only if one of them really changed;
/// an equal result stops the wave. A thread that comes to it while another one computes it waits.
final class DerivedNode<K, V> extends Node {
    private final Derivation<K, V> derivation;
    private final K key;
    private NodeSet<Node> dependencies = new NodeSet<>();
    private @Nullable V value;
    private @Nullable RuntimeException failure;
    private boolean dirty = true;
    private boolean running;
    private long verifiedAt = -1;

    /// The collection that wants to know as soon as the node turns dirty, if any.
    @Nullable Watch<K, V> watch;

    DerivedNode(Derivation<K, V> derivation, K key) {
        this.derivation = derivation;
        this.key = key;
    }

    /// Whether the mark is new, so that dependents have to be marked as well.
    boolean markDirty() {
        if (dirty) {
            return false;
        }
        dirty = true;
        Watch<K, V> watching = watch;
        if (watching != null) {
            watching.markDirty(key);
        }
        return true;
    }

    /// The up-to-date value.
    V value() {
        refresh();
        V current = value;
        if (current == null) {
            throw Objects.requireNonNull(failure);
        }
        return current;
    }

    @Override
    synchronized void refresh() {
        if (running) {
            throw new IllegalStateException("cycle through " + derivation.name() + "(" + key + ")");
        }
        if (!dirty) {
            return;
        }
        running = true;
        try {
            if (verifiedAt < 0 || anyDependencyChanged()) {
                run();
            }
        } finally {
            running = false;
        }
        dirty = false;
        verifiedAt = derivation.graph().revision();
    }

    private boolean anyDependencyChanged() {
        for (Node dependency : dependencies) {
            dependency.refresh();
            if (dependency.changedAt > verifiedAt) {
                return true;
            }
        }
        return false;
    }

    private void run() {
        NodeSet<Node> before = dependencies;
        Evaluation evaluation = new Evaluation(derivation.graph(), this);
        dependencies = evaluation.dependencies();
        try {
            V fresh = derivation.compute(evaluation, key);
            if (!fresh.equals(value)) {
                value = fresh;
                changedAt = derivation.graph().revision();
            }
            if (failure != null) {
                failure = null;
                derivation.graph().recovered(derivation.name(), key);
            }
        } catch (RuntimeException e) {
            failed(e);
        }
        for (Node node : before) {
            if (!dependencies.contains(node)) {
                node.removeDependent(this);
                derivation.graph().perhapsUnread(node);
            }
        }
    }

    /// The last good value stays; without one, readers fail too.
    private void failed(RuntimeException e) {
        failure = e;
        if (value == null) {
            changedAt = derivation.graph().revision();
        }
        derivation.graph().failed(derivation.name(), key, e);
    }

    @Override
    void dispose() {
        derivation.forget(key);
        if (failure != null) {
            derivation.graph().recovered(derivation.name(), key);
        }
        for (Node node : dependencies) {
            node.removeDependent(this);
            derivation.graph().perhapsUnread(node);
        }
        dependencies = new NodeSet<>();
    }
}
