// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.quarantine;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ObjectKey;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The last passes: which objects changed, and how they were before. For one thread.
public final class ChangeJournal {
    private static final int PASSES = 256;
    private static final int LARGEST_PASS = 2_000;

    private final Deque<Pass> passes = new ArrayDeque<>();
    private final Map<String, Long> forgotten = new HashMap<>();
    private Map<ObjectKey, Optional<ConfigObject>> open = new LinkedHashMap<>();

    private record Pass(
            Map<String, Long> revisions, Map<ObjectKey, Optional<ConfigObject>> before) {}

    /// How an object was before it changes in this pass.
    public void note(ObjectKey key, Optional<ConfigObject> before) {
        open.putIfAbsent(key, before);
    }

    /// The objects that change in this pass.
    public Set<ObjectKey> changing() {
        return Collections.unmodifiableSet(open.keySet());
    }

    /// Ends the pass. Returns the objects that changed in it.
    ///
    /// @param revisions that came of it, by group
    public Set<ObjectKey> close(Map<String, Long> revisions) {
        if (!open.isEmpty()) {
            add(new Pass(Map.copyOf(revisions), open));
        }
        Set<ObjectKey> changed = open.keySet();
        open = new LinkedHashMap<>();
        return changed;
    }

    private void add(Pass pass) {
        if (pass.before.size() > LARGEST_PASS) {
            passes.forEach(this::forget);
            passes.clear();
            forget(pass);
            return;
        }
        passes.addLast(pass);
        if (passes.size() > PASSES) {
            forget(passes.removeFirst());
        }
    }

    private void forget(Pass pass) {
        pass.revisions.forEach((group, revision) -> forgotten.merge(group, revision, Math::max));
    }

    /// The objects that have changed, each as it was before. Absent if the journal does not reach
    /// back that far.
    ///
    /// @param since a revision of the group; 0 for all changes
    public Optional<SortedMap<ObjectKey, Optional<ConfigObject>>> changes(
            String group, long since) {
        if (forgotten.getOrDefault(group, 0L) > since) {
            return Optional.empty();
        }
        SortedMap<ObjectKey, Optional<ConfigObject>> found = new TreeMap<>();
        for (Iterator<Pass> newestFirst = passes.descendingIterator(); newestFirst.hasNext(); ) {
            Pass pass = newestFirst.next();
            if (pass.revisions.getOrDefault(group, Long.MAX_VALUE) <= since) {
                break;
            }
            found.putAll(pass.before);
        }
        return Optional.of(found);
    }
}
