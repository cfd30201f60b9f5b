// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.server.AppliedChange;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which revision of each group has an object's last change. Holds one small entry for each object
/// that changed while groups were there. Safe for use by several threads.
final class ChangeRevisions {
    private record Entry(long generation, SortedMap<String, Long> revisions) {}

    private final Map<ObjectKey, Entry> entries = new HashMap<>();

    /// Costs what the change touches.
    synchronized void applied(AppliedChange change) {
        for (ConfigBatch batch : change.batches()) {
            for (ConfigEvent event : batch.events()) {
                switch (event) {
                    case ConfigEvent.Upsert(ConfigObject object) ->
                            changed(object, change.revisions());
                    case ConfigEvent.Delete(ObjectKey key) -> entries.remove(key);
                    case ConfigEvent.Findings _ -> {}
                }
            }
        }
    }

    private void changed(ConfigObject object, SortedMap<String, Long> revisions) {
        Entry before = entries.get(object.key());
        long generation = object.metadata().generation();
        boolean same = before != null && before.generation == generation;
        if (!WrittenKinds.contain(object.kind()) || same || revisions.isEmpty()) {
            return;
        }
        entries.put(
                object.key(),
                new Entry(
                        generation,
                        before == null ? revisions : merged(before.revisions, revisions)));
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
        return new ObjectRevision(
                object.metadata().generation(),
                entry == null ? Collections.emptySortedMap() : entry.revisions);
    }
}
