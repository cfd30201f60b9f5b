// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import java.util.List;

/// The other replicas of the control plane, at one moment.
///
/// @param reports of those that have told all
/// @param silent how many do not answer, and have not for a while
/// @param awaited whether there are some that may still answer
public record OtherReplicas(List<ReplicaReport> reports, int silent, boolean awaited) {
    public static final OtherReplicas NONE = new OtherReplicas(List.of(), 0, false);

    public OtherReplicas {
        reports = List.copyOf(reports);
    }

    /// How many replicas there are, this one included.
    int all() {
        return reports.size() + silent + 1;
    }
}
