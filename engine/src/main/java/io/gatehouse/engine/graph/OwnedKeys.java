// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Those keys of a set whose owner has a certain property. What is done for each of them costs
/// nothing for owners that have it not.
final class OwnedKeys<K, O> implements Keys<K>, Keys.Follower<K>, Settling {
    private final int position;
    private final Function<K, O> owner;
    private final Watch<O, Boolean> owners;
    private final Map<O, Set<K>> keysOfOwner = new HashMap<>();
    private final Set<O> open = new LinkedHashSet<>();
    private final Set<K> present = new LinkedHashSet<>();
    private final List<Follower<K>> followers = new ArrayList<>();

    OwnedKeys(int position, Keys<K> keys, Function<K, O> owner, Derivation<O, Boolean> property) {
        this.position = position;
        this.owner = owner;
        this.owners = new Watch<>(property);
        keys.follow(this);
    }

    @Override
    public Set<K> keys() {
        return Collections.unmodifiableSet(present);
    }

    @Override
    public void follow(Follower<K> follower) {
        present.forEach(follower::added);
        followers.add(follower);
    }

    @Override
    public void added(K key) {
        O of = owner.apply(key);
        Set<K> siblings = keysOfOwner.get(of);
        if (siblings == null) {
            siblings = new LinkedHashSet<>();
            keysOfOwner.put(of, siblings);
            owners.added(of);
        }
        siblings.add(key);
        if (open.contains(of)) {
            enter(key);
        }
    }

    @Override
    public void removed(K key) {
        O of = owner.apply(key);
        leave(key);
        Set<K> siblings = keysOfOwner.getOrDefault(of, new LinkedHashSet<>());
        siblings.remove(key);
        if (siblings.isEmpty() && keysOfOwner.remove(of) != null) {
            open.remove(of);
            owners.removed(of);
        }
    }

    @Override
    public int position() {
        return position;
    }

    @Override
    public boolean settled() {
        return owners.clean();
    }

    @Override
    public void settle() {
        owners.visit(
                new Watch.Visitor<>() {
                    @Override
                    public void present(O of, Boolean has) {
                        if (has && open.add(of)) {
                            keysOfOwner.getOrDefault(of, Set.of()).forEach(OwnedKeys.this::enter);
                        } else if (!has && open.remove(of)) {
                            keysOfOwner.getOrDefault(of, Set.of()).forEach(OwnedKeys.this::leave);
                        }
                    }

                    @Override
                    public void gone(O of) {
                        open.remove(of);
                    }
                });
    }

    private void enter(K key) {
        if (present.add(key)) {
            followers.forEach(follower -> follower.added(key));
        }
    }

    private void leave(K key) {
        if (present.remove(key)) {
            followers.forEach(follower -> follower.removed(key));
        }
    }
}
