// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

import java.util.Set;

/// A set of keys that grows and shrinks, and tells those who follow it.
public sealed interface Keys<K> permits Table, Index, Union, OwnedKeys {
    Set<K> keys();

    /// From now on the follower is told of every key; of those that are there already, at once.
    void follow(Follower<K> follower);

    /// Told of keys that come and go.
    interface Follower<K> {
        void added(K key);

        void removed(K key);
    }
}
