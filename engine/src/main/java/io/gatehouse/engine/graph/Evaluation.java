// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

import java.util.Optional;
import java.util.SortedSet;

/// The only way in which a derivation can read anything else, so that no dependency goes
/// unrecorded.
public final class Evaluation {
    private final IncrementalGraph graph;
    private final DerivedNode<?, ?> reader;
    private final NodeSet<Node> dependencies = new NodeSet<>();

    Evaluation(IncrementalGraph graph, DerivedNode<?, ?> reader) {
        this.graph = graph;
        this.reader = reader;
    }

    /// What was written to the table under that key.
    public <K, V> Optional<V> read(Table<K, V> table, K key) {
        InputNode<K, V> node = table.node(key);
        depend(node);
        return Optional.ofNullable(node.value);
    }

    /// The derivation's value for that key, computed now if it has to be.
    public <K, V> V get(Derivation<K, V> derivation, K key) {
        DerivedNode<K, V> node = derivation.node(key);
        depend(node);
        return node.value();
    }

    /// The entry with that key, if there is one.
    public <K, V> Optional<V> read(Entries<K, V> entries, K key) {
        graph.checkOrder(entries.position());
        depend(entries.node(key));
        return Optional.ofNullable(entries.value(key));
    }

    /// The sources that the index has put under that group, sorted; empty if there are none.
    public <S extends Comparable<S>, G> SortedSet<S> members(Index<S, G> index, G group) {
        graph.checkOrder(index.position());
        BucketNode<S, G> bucket = index.bucket(group);
        depend(bucket);
        return bucket.members;
    }

    /// Whether the index has put that many sources under that group.
    public <S extends Comparable<S>, G> boolean hasMembers(
            Index<S, G> index, G group, int atLeast) {
        graph.checkOrder(index.position());
        SizeNode<G> node = index.size(group, atLeast);
        depend(node);
        return node.reached();
    }

    private void depend(Node node) {
        if (dependencies.add(node)) {
            node.addDependent(reader);
        }
    }

    NodeSet<Node> dependencies() {
        return dependencies;
    }
}
