// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ObjectKey;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/// When each object changed last. A change costs what it touches; all objects of a pass share one
/// entry, and those that have not changed since the first pass have none. Safe for use by several
/// threads.
public final class ObjectChanges {
    /// Deletions that are remembered one by one; of an older one, the youngest older one stands in.
    private static final int MOST_GONE = 10_000;

    private final Map<ObjectKey, Change> changed = new HashMap<>();
    private final IdentityHashMap<AppliedChange, Change> waiting = new IdentityHashMap<>();
    private TreePMap<String, Long> revisions = TreePMap.empty();
    private TreePMap<String, Long> shown = TreePMap.empty();
    private Change first = new Change(Collections.emptySortedMap());
    private Change forgotten = first;
    private boolean began;

    private final Map<ObjectKey, Change> gone =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<ObjectKey, Change> eldest) {
                    boolean full = size() > MOST_GONE;
                    forgotten = full ? eldest.getValue() : forgotten;
                    return full;
                }
            };

    private static final class Change {
        private final SortedMap<String, Long> revisions;
        private Optional<Duration> latency = Optional.empty();

        Change(SortedMap<String, Long> revisions) {
            this.revisions = revisions;
        }
    }

    /// To be told before the state shows it, so that whoever sees a version knows its revisions.
    ///
    /// @param before what the state has shown so far
    public synchronized void publishing(AppliedChange change, ControlPlaneState before) {
        revisions = revisions.plusAll(change.revisions());
        Change entry = new Change(revisions);
        waiting.put(change, entry);
        if (!began) {
            began = true;
            first = entry;
            return;
        }
        for (ConfigBatch batch : change.batches()) {
            for (ConfigEvent event : batch.events()) {
                switch (event) {
                    case ConfigEvent.Upsert(ConfigObject object) -> {
                        ObjectKey key = object.key();
                        if (isNew(object, before.objects().get(key))) {
                            changed.put(key, entry);
                        }
                        gone.remove(key);
                    }
                    case ConfigEvent.Delete(ObjectKey key) -> {
                        changed.remove(key);
                        gone.put(key, entry);
                    }
                    case ConfigEvent.Findings _ -> {}
                }
            }
        }
    }

    /// To be told once the state shows it.
    public synchronized void published() {
        shown = revisions;
    }

    /// Up to which revision of a group the state shows what came of it; 0 for an unknown one.
    public synchronized long shown(String group) {
        return shown.getOrDefault(group, 0L);
    }

    /// The API server counts generations, and sends an object again whose status was written.
    private static boolean isNew(ConfigObject object, @Nullable ConfigObject before) {
        long generation = object.metadata().generation();
        return before == null
                || generation == 0
                || before.metadata().generation() != generation
                || !before.metadata().uid().equals(object.metadata().uid());
    }

    public synchronized void live(LiveChange change) {
        Change entry = waiting.remove(change.change());
        if (entry != null && change.proxies() > 0) {
            entry.latency = Optional.of(change.latency());
        }
    }

    /// Revisions of a group that was forgotten meanwhile begin anew.
    ///
    /// @param there whether the state has the object
    public synchronized LastChange of(ObjectKey key, boolean there) {
        Change entry = there ? changed.getOrDefault(key, first) : gone.getOrDefault(key, forgotten);
        SortedMap<String, Long> needed = new TreeMap<>();
        entry.revisions.forEach((group, revision) ->
                needed.put(group, Math.min(revision, revisions.getOrDefault(group, revision))));
        return new LastChange(Collections.unmodifiableSortedMap(needed), entry.latency);
    }
}
