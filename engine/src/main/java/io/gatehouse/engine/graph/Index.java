// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Sorts sources into groups and answers which sources a group has. A change of one source touches
/// only the groups that it enters or leaves. The groups that have members are themselves a set of
/// keys, from which further indexes can be made.
public final class Index<S extends Comparable<S>, G> implements Keys<G>, Settling {
    private final IncrementalGraph graph;
    private final int position;
    private final Watch<S, Set<G>> sources;
    private final Map<S, Set<G>> groupsOfSource = new HashMap<>();
    private final Map<G, BucketNode<S, G>> buckets = new ConcurrentHashMap<>();
    private final Map<G, List<SizeNode<G>>> sizes = new HashMap<>();
    private final Set<G> present = new LinkedHashSet<>();
    private final List<Follower<G>> followers = new ArrayList<>();

    Index(IncrementalGraph graph, int position, Keys<S> keys, Derivation<S, Set<G>> groups) {
        this.graph = graph;
        this.position = position;
        this.sources = new Watch<>(groups);
        keys.follow(sources);
    }

    @Override
    public Set<G> keys() {
        return Collections.unmodifiableSet(present);
    }

    @Override
    public void follow(Follower<G> follower) {
        present.forEach(follower::added);
        followers.add(follower);
    }

    @Override
    public int position() {
        return position;
    }

    @Override
    public boolean settled() {
        return sources.clean();
    }

    @Override
    public void settle() {
        sources.visit(
                new Watch.Visitor<>() {
                    @Override
                    public void present(S source, Set<G> groups) {
                        move(source, groups);
                    }

                    @Override
                    public void gone(S source) {
                        move(source, Set.of());
                    }
                });
    }

    private void move(S source, Set<G> now) {
        Set<G> before =
                now.isEmpty() ? groupsOfSource.remove(source) : groupsOfSource.put(source, now);
        if (before == null) {
            before = Set.of();
        }
        for (G group : before) {
            if (!now.contains(group)) {
                leave(group, source);
            }
        }
        for (G group : now) {
            if (!before.contains(group)) {
                enter(group, source);
            }
        }
    }

    private void enter(G group, S source) {
        BucketNode<S, G> bucket = bucket(group);
        bucket.members = bucket.members.plus(source);
        changed(bucket);
        resized(group, bucket.members.size());
        if (present.add(group)) {
            followers.forEach(follower -> follower.added(group));
        }
    }

    private void leave(G group, S source) {
        BucketNode<S, G> bucket = bucket(group);
        bucket.members = bucket.members.minus(source);
        changed(bucket);
        resized(group, bucket.members.size());
        if (bucket.members.isEmpty()) {
            present.remove(group);
            followers.forEach(follower -> follower.removed(group));
            graph.perhapsUnread(bucket);
        }
    }

    private void changed(BucketNode<S, G> bucket) {
        bucket.changedAt = graph.nextRevision();
        bucket.invalidateDependents();
    }

    private void resized(G group, int size) {
        for (SizeNode<G> node : sizes.getOrDefault(group, List.of())) {
            if (node.update(size)) {
                node.changedAt = graph.nextRevision();
                node.invalidateDependents();
            }
        }
    }

    synchronized SizeNode<G> size(G group, int members) {
        List<SizeNode<G>> ofGroup = sizes.computeIfAbsent(group, _ -> new ArrayList<>());
        for (SizeNode<G> node : ofGroup) {
            if (node.members() == members) {
                return node;
            }
        }
        BucketNode<S, G> bucket = buckets.get(group);
        int size = bucket == null ? 0 : bucket.members.size();
        SizeNode<G> node = new SizeNode<>(this, group, members, size >= members);
        ofGroup.add(node);
        return node;
    }

    void forget(SizeNode<G> node, G group) {
        List<SizeNode<G>> ofGroup = sizes.get(group);
        if (ofGroup != null && ofGroup.remove(node) && ofGroup.isEmpty()) {
            sizes.remove(group);
        }
    }

    BucketNode<S, G> bucket(G group) {
        return buckets.computeIfAbsent(group, g -> new BucketNode<>(this, g));
    }

    void forget(G group) {
        if (!present.contains(group)) {
            buckets.remove(group);
        }
    }
}
