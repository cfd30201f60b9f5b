// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.pcollections.TreePSet;

/// The current snapshot of every group of proxies. A publish costs what it changes, times the
/// group's streams; it never waits for a stream. Safe for use by any thread.
public final class ResourceCache {
    private final Map<String, Group> groups = new ConcurrentHashMap<>();

    /// Replaces and removes resources; an upsert of a version that is there already changes nothing
    /// for proxies. Returns the group's revision, which counts up from 1 and stays when nothing
    /// changed. The first publish must be complete: proxies are told to drop what it lacks.
    public long publish(
            String group,
            Collection<VersionedResource> upserts,
            Collection<ResourceName> removals) {
        return group(group).publish(upserts, removals);
    }

    /// Revision 0 and empty as long as nothing was published for the group.
    public ResourceSnapshot snapshot(String group) {
        Group known = groups.get(group);
        return known == null ? ResourceSnapshot.UNKNOWN : known.snapshot;
    }

    /// Waits until something was published for the group, if only that there is nothing.
    public ResourceSnapshot awaitFirst(String group) throws InterruptedException {
        CountDownLatch published = new CountDownLatch(1);
        Consumer<SnapshotUpdate> reader =
                update -> {
                    if (update.snapshot().revision() > 0) {
                        published.countDown();
                    }
                };
        try (Subscription _ = subscribe(group, reader)) {
            published.await();
        }
        return snapshot(group);
    }

    /// Gives up what is kept for a group. A proxy of it that is still there keeps what it has.
    public void forget(String group) {
        groups.remove(group);
    }

    /// Tells the reader the current snapshot at once and every later one, in order, from the thread
    /// that publishes: it must not wait.
    Subscription subscribe(String group, Consumer<SnapshotUpdate> reader) {
        Group subscribed = group(group);
        subscribed.add(reader);
        return () -> subscribed.remove(reader);
    }

    private Group group(String name) {
        return groups.computeIfAbsent(name, _ -> new Group());
    }

    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    private static final class Group {
        private final Set<Consumer<SnapshotUpdate>> readers = new LinkedHashSet<>();
        private volatile ResourceSnapshot snapshot = ResourceSnapshot.UNKNOWN;

        synchronized long publish(
                Collection<VersionedResource> upserts, Collection<ResourceName> removals) {
            SnapshotUpdate update = snapshot.derive(upserts, removals);
            if (update.snapshot() != snapshot) {
                snapshot = update.snapshot();
                readers.forEach(reader -> reader.accept(update));
            }
            return snapshot.revision();
        }

        synchronized void add(Consumer<SnapshotUpdate> reader) {
            readers.add(reader);
            reader.accept(new SnapshotUpdate(snapshot, TreePSet.empty(), snapshot.revision()));
        }

        synchronized void remove(Consumer<SnapshotUpdate> reader) {
            readers.remove(reader);
        }
    }
}
