// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The keys that at least one of several sets has.
final class Union<K> implements Keys<K>, Keys.Follower<K> {
    private final Map<K, Integer> holders = new LinkedHashMap<>();
    private final List<Follower<K>> followers = new ArrayList<>();

    Union(Collection<? extends Keys<K>> parts) {
        parts.forEach(part -> part.follow(this));
    }

    @Override
    public Set<K> keys() {
        return Collections.unmodifiableSet(holders.keySet());
    }

    @Override
    public void follow(Follower<K> follower) {
        keys().forEach(follower::added);
        followers.add(follower);
    }

    @Override
    public void added(K key) {
        if (holders.merge(key, 1, Integer::sum) == 1) {
            followers.forEach(follower -> follower.added(key));
        }
    }

    @Override
    public void removed(K key) {
        if (holders.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1) == null) {
            followers.forEach(follower -> follower.removed(key));
        }
    }
}
