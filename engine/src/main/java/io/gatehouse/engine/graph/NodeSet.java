// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Nodes in the order in which they were added. There are two such sets for each node and nearly
/// all are small: a place in an array takes a tenth of the memory of an entry of a hash set.
final class NodeSet<N extends Node> implements Iterable<N> {
    private static final int FEW = 24;
    private static final Node[] NONE = {};

    private Node[] few = NONE;

    /// All of them, once there are more than few.
    private @Nullable Set<N> many;

    /// Whether it was not there yet.
    boolean add(N node) {
        Set<N> all = many;
        if (all != null) {
            return all.add(node);
        }
        if (place(node) >= 0) {
            return false;
        }
        if (few.length == FEW) {
            all = new LinkedHashSet<>();
            Collections.addAll(all, nodes());
            many = all;
            few = NONE;
            return all.add(node);
        }
        few = Arrays.copyOf(few, few.length + 1);
        few[few.length - 1] = node;
        return true;
    }

    void remove(N node) {
        if (many != null) {
            many.remove(node);
            return;
        }
        int place = place(node);
        if (place >= 0) {
            Node[] rest = Arrays.copyOf(few, few.length - 1);
            System.arraycopy(few, place + 1, rest, place, rest.length - place);
            few = rest;
        }
    }

    boolean contains(Node node) {
        return many != null ? many.contains(node) : place(node) >= 0;
    }

    boolean isEmpty() {
        return many != null ? many.isEmpty() : few.length == 0;
    }

    @Override
    public Iterator<N> iterator() {
        return many != null ? many.iterator() : Arrays.asList(nodes()).iterator();
    }

    private int place(Node node) {
        for (int i = 0; i < few.length; i++) {
            if (few[i].equals(node)) {
                return i;
            }
        }
        return -1;
    }

    @SuppressWarnings("unchecked")
    private N[] nodes() {
        return (N[]) few;
    }
}
