// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which version of an object a replica serves, and since when.
///
/// @param revisions of the groups, in that replica's own count, from which on proxies have that
///   version; 1 for a group that is not there
/// @param latency see [io.gatehouse.server.LastChange]; of that version
/// @param setAside what there is to say where that version is not served, because a proxy refused
///   it
public record ObjectRevision(
        long generation,
        SortedMap<String, Long> revisions,
        Optional<Duration> latency,
        Optional<String> setAside) {
    public ObjectRevision {
        revisions = Collections.unmodifiableSortedMap(new TreeMap<>(revisions));
    }

    public ObjectRevision(long generation, SortedMap<String, Long> revisions) {
        this(generation, revisions, Optional.empty(), Optional.empty());
    }

    /// @param newest the group's; revisions of a group that was forgotten begin anew
    long needed(String group, long newest) {
        return Math.max(1, Math.min(revisions.getOrDefault(group, 1L), newest));
    }
}
