// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.config.ConfigBatch;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// One pass of the control loop: what went in, and what came of it.
///
/// @param revisions of the groups whose resources changed; a proxy that has acknowledged that
///   revision has it all
public record AppliedChange(
        List<ConfigBatch> batches, SortedMap<String, Long> revisions, FindingChanges findings) {
    public AppliedChange {
        batches = List.copyOf(batches);
        revisions = Collections.unmodifiableSortedMap(new TreeMap<>(revisions));
    }
}
