// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.server.AppliedChange;
import io.gatehouse.server.LiveChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which revision of each group has an object's last change, and how long it took. Holds one small
/// entry for each object that changed while groups were there. Safe for use by several threads.
final class ChangeRevisions {
    private static final class Entry {
        private final long generation;
        private final SortedMap<String, Long> revisions;
        private Optional<Duration> latency = Optional.empty();

        Entry(long generation, SortedMap<String, Long> revisions) {
            this.generation = generation;
            this.revisions = revisions;
        }
    }

    private final Map<ObjectKey, Entry> entries = new HashMap<>();
    private final IdentityHashMap<AppliedChange, List<Entry>> waiting = new IdentityHashMap<>();

    /// Costs what the change touches.
    synchronized void applied(AppliedChange change) {
        List<Entry> made = new ArrayList<>();
        for (ConfigBatch batch : change.batches()) {
            for (ConfigEvent event : batch.events()) {
                switch (event) {
                    case ConfigEvent.Upsert(ConfigObject object) ->
                            changed(object, change.revisions()).ifPresent(made::add);
                    case ConfigEvent.Delete(ObjectKey key) -> entries.remove(key);
                    case ConfigEvent.Findings _ -> {}
                }
            }
        }
        if (!made.isEmpty()) {
            waiting.put(change, made);
        }
    }

    synchronized void live(LiveChange change) {
        List<Entry> made = waiting.remove(change.change());
        if (made != null && change.proxies() > 0) {
            made.forEach(entry -> entry.latency = Optional.of(change.latency()));
        }
    }

    private Optional<Entry> changed(ConfigObject object, SortedMap<String, Long> revisions) {
        Entry before = entries.get(object.key());
        long generation = object.metadata().generation();
        boolean same = before != null && before.generation == generation;
        if (!WrittenKinds.contain(object.kind()) || same || revisions.isEmpty()) {
            return Optional.empty();
        }
        Entry entry =
                new Entry(
                        generation,
                        before == null ? revisions : merged(before.revisions, revisions));
        entries.put(object.key(), entry);
        return Optional.of(entry);
    }

    /// Shares the newer one where it says all.
    private static SortedMap<String, Long> merged(
            SortedMap<String, Long> older, SortedMap<String, Long> newer) {
        if (newer.keySet().containsAll(older.keySet())) {
            return newer;
        }
        SortedMap<String, Long> all = new TreeMap<>(older);
        all.putAll(newer);
        return Collections.unmodifiableSortedMap(all);
    }

    /// Of the object as it is served.
    synchronized ObjectRevision of(ConfigObject object) {
        Entry entry = entries.get(object.key());
        long generation = object.metadata().generation();
        return entry == null
                ? new ObjectRevision(generation, Collections.emptySortedMap())
                : new ObjectRevision(generation, entry.revisions, entry.latency, Optional.empty());
    }
}
