// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

/// Whether a group of an index has that many members. It changes when the answer does, not with
/// every member.
final class SizeNode<G> extends Node {
    private final Index<?, G> index;
    private final G group;
    private final int members;
    private boolean reached;

    SizeNode(Index<?, G> index, G group, int members, boolean reached) {
        this.index = index;
        this.group = group;
        this.members = members;
        this.reached = reached;
    }

    boolean reached() {
        return reached;
    }

    int members() {
        return members;
    }

    /// Whether the answer is another one now.
    boolean update(int size) {
        boolean before = reached;
        reached = size >= members;
        return reached != before;
    }

    @Override
    void refresh() {}

    @Override
    void dispose() {
        index.forget(this, group);
    }
}
