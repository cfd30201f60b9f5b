// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.lastgood;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ObjectKey;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What has changed and no proxy has acknowledged yet. Each object is in the last pass that changed
/// it only. Not thread-safe.
final class PendingPasses {
    private static final int MOST = 256;

    private final Deque<Pass> passes = new ArrayDeque<>();
    private final Map<ObjectKey, Pass> passOf = new HashMap<>();
    private final Map<String, Long> taken = new HashMap<>();

    /// @param needs of each group, the revision that came of it
    private record Pass(
            SortedMap<String, Long> needs, Map<ObjectKey, Optional<ConfigObject>> objects) {}

    /// @param objects as they are served from now on; absent means not at all
    void add(SortedMap<String, Long> needs, Map<ObjectKey, Optional<ConfigObject>> objects) {
        withdraw(objects.keySet());
        if (objects.isEmpty()) {
            return;
        }
        Pass pass = new Pass(new TreeMap<>(needs), new HashMap<>(objects));
        objects.keySet().forEach(key -> passOf.put(key, pass));
        passes.addLast(pass);
        if (passes.size() > MOST) {
            joinOldest();
        }
    }

    /// These are about to change: what they were is not acknowledged by what comes after it.
    void withdraw(Collection<ObjectKey> keys) {
        boolean emptied = false;
        for (ObjectKey key : keys) {
            Pass pass = passOf.remove(key);
            if (pass != null) {
                pass.objects.remove(key);
                emptied |= pass.objects.isEmpty();
            }
        }
        if (emptied) {
            passes.removeIf(pass -> pass.objects.isEmpty());
        }
    }

    private void joinOldest() {
        Pass oldest = passes.removeFirst();
        Pass next = passes.getFirst();
        oldest.needs.forEach((group, revision) -> next.needs.merge(group, revision, Math::max));
        next.objects.putAll(oldest.objects);
        oldest.objects.keySet().forEach(key -> passOf.put(key, next));
    }

    /// A proxy of the group has everything up to that revision. Returns what proxies have taken
    /// with it.
    Map<ObjectKey, Optional<ConfigObject>> acknowledged(String group, long revision) {
        taken.merge(group, revision, Math::max);
        return take(pass -> true);
    }

    /// What was acknowledged before it was added.
    Map<ObjectKey, Optional<ConfigObject>> acknowledged() {
        return take(pass -> !pass.needs.isEmpty());
    }

    private Map<ObjectKey, Optional<ConfigObject>> take(Predicate<Pass> which) {
        Map<ObjectKey, Optional<ConfigObject>> good = new HashMap<>();
        for (Iterator<Pass> all = passes.iterator(); all.hasNext(); ) {
            Pass pass = all.next();
            if (which.test(pass)
                    && pass.needs.entrySet().stream()
                            .allMatch(need ->
                                    taken.getOrDefault(need.getKey(), 0L) >= need.getValue())) {
                good.putAll(pass.objects);
                all.remove();
            }
        }
        good.keySet().forEach(passOf::remove);
        return good;
    }

    /// Nobody is left to acknowledge anything in the group's name.
    void forget(String group) {
        taken.remove(group);
        passes.forEach(pass -> pass.needs.remove(group));
    }
}
