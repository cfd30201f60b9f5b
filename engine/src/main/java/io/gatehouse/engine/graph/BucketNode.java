// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

import org.pcollections.TreePSet;

/// The sources that an index has put under one group.
final class BucketNode<S extends Comparable<S>, G> extends Node {
    private final Index<S, G> index;
    private final G group;
    TreePSet<S> members = TreePSet.empty();

    BucketNode(Index<S, G> index, G group) {
        this.index = index;
        this.group = group;
    }

    @Override
    void refresh() {}

    @Override
    void dispose() {
        index.forget(group);
    }
}
