// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import org.pcollections.TreePSet;

/// A newer snapshot, and the names that changed in it since `firstRevision`, inclusive.
record SnapshotUpdate(
        ResourceSnapshot snapshot, TreePSet<ResourceName> changed, long firstRevision) {
    /// This update for a reader that has not seen the one before it either. Costs what this one
    /// changes, however much the reader has missed.
    SnapshotUpdate after(SnapshotUpdate earlier) {
        return new SnapshotUpdate(
                snapshot, earlier.changed.plusAll(changed), earlier.firstRevision);
    }
}
