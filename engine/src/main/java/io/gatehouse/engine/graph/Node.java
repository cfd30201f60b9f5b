// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

import java.util.ArrayList;
import java.util.List;

/// A value in the graph and the nodes that were computed from it.
abstract class Node {
    /// The revision at which the value last became another one.
    long changedAt;

    /// Its own lock, not the node's: who leaves it is being computed, and the node may wait for
    /// that.
    private final NodeSet<DerivedNode<?, ?>> dependents = new NodeSet<>();

    /// Brings the value up to date; afterwards `changedAt` tells whether it moved.
    abstract void refresh();

    /// Called when nothing reads the node any more.
    abstract void dispose();

    final void addDependent(DerivedNode<?, ?> dependent) {
        synchronized (dependents) {
            dependents.add(dependent);
        }
    }

    final void removeDependent(DerivedNode<?, ?> dependent) {
        synchronized (dependents) {
            dependents.remove(dependent);
        }
    }

    final boolean unread() {
        return dependents.isEmpty();
    }

    /// Marks everything that was computed from this node, directly or not, as to be looked at
    /// again.
    final void invalidateDependents() {
        List<Node> pending = new ArrayList<>(List.of(this));
        while (!pending.isEmpty()) {
            for (DerivedNode<?, ?> dependent : pending.removeLast().dependents) {
                if (dependent.markDirty()) {
                    pending.add(dependent);
                }
            }
        }
    }
}
