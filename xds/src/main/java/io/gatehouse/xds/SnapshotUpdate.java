// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// A newer snapshot, and the names that changed in it since `firstRevision`, inclusive.
record SnapshotUpdate(
        ResourceSnapshot snapshot, SortedSet<ResourceName> changed, long firstRevision) {

    SnapshotUpdate {
        changed = Collections.unmodifiableSortedSet(changed);
    }

    /// This update for a reader that has not seen the one before it either.
    SnapshotUpdate after(SnapshotUpdate earlier) {
        SortedSet<ResourceName> all = new TreeSet<>(earlier.changed);
        all.addAll(changed);
        return new SnapshotUpdate(snapshot, all, earlier.firstRevision);
    }
}
