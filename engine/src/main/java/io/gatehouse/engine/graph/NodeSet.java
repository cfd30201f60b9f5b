// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/// Nodes in the order in which they were added. There are two such sets for each node and most are
/// small: a list of few takes a quarter of the memory of a hash set.
final class NodeSet<N extends Node> implements Iterable<N> {
    private static final int FEW = 8;

    private Collection<N> nodes = new ArrayList<>(0);

    /// Whether it was not there yet.
    boolean add(N node) {
        if (nodes instanceof Set<N> many) {
            return many.add(node);
        }
        if (nodes.contains(node)) {
            return false;
        }
        if (nodes.size() == FEW) {
            nodes = new LinkedHashSet<>(nodes);
        }
        return nodes.add(node);
    }

    void remove(N node) {
        nodes.remove(node);
    }

    boolean contains(Node node) {
        return nodes.contains(node);
    }

    boolean isEmpty() {
        return nodes.isEmpty();
    }

    @Override
    public Iterator<N> iterator() {
        return nodes.iterator();
    }
}
