// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.config.ObjectKey;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;

/// The objects whose status is to be looked at, each once: those that have changed when they have
/// been quiet for a while, then those that are looked at in passing. Times are nanoseconds of one
/// clock. Safe for use by several threads.
final class StatusQueue {
    private final long quiet;
    private final long longest;
    private final Map<ObjectKey, Due> changed = new HashMap<>();
    private final TreeSet<Due> order =
            new TreeSet<>(Comparator.comparingLong(Due::at).thenComparing(Due::key));
    private final SequencedSet<ObjectKey> inPassing = new LinkedHashSet<>();

    private record Due(ObjectKey key, long first, long at) {}

    /// @param quiet from an object's last change on
    /// @param longest after its first change, if it is never quiet
    StatusQueue(Duration quiet, Duration longest) {
        this.quiet = quiet.toNanos();
        this.longest = longest.toNanos();
    }

    synchronized void changed(ObjectKey key, long now) {
        Due before = changed.get(key);
        long first = before == null ? now : before.first;
        put(new Due(key, first, Math.min(now + quiet, first + longest)));
    }

    /// Again at that time, if not sooner.
    synchronized void again(ObjectKey key, long at) {
        Due before = changed.get(key);
        if (before == null || before.at > at) {
            put(new Due(key, at, at));
        }
    }

    private void put(Due due) {
        Due before = changed.put(due.key, due);
        if (before != null) {
            order.remove(before);
        }
        order.add(due);
    }

    synchronized void inPassing(Collection<ObjectKey> keys) {
        inPassing.addAll(keys);
    }

    /// The next one that is due.
    synchronized Optional<ObjectKey> poll(long now) {
        if (!order.isEmpty() && order.first().at <= now) {
            Due due = order.removeFirst();
            changed.remove(due.key);
            inPassing.remove(due.key);
            return Optional.of(due.key);
        }
        return inPassing.isEmpty() ? Optional.empty() : Optional.of(inPassing.removeFirst());
    }

    /// When there is a next one, if nothing changes meanwhile; never if there is none.
    synchronized long nextDue(long now) {
        return !inPassing.isEmpty() ? now : order.isEmpty() ? Long.MAX_VALUE : order.first().at;
    }

    synchronized boolean isDue(long now) {
        return !inPassing.isEmpty() || (!order.isEmpty() && order.first().at <= now);
    }

    synchronized void clear() {
        changed.clear();
        order.clear();
        inPassing.clear();
    }
}
