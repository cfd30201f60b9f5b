// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.SortedMaps;
import io.gatehouse.routing.Placement;
import java.util.Optional;
import java.util.SortedMap;

/// What endpoints take from their Pod, which changes less often than the Pod.
///
/// @param labels its own and those of [Placements#label]
/// @param identity absent only where there is no Pod
record PodWhereabouts(
        SortedMap<String, String> labels,
        Placement placement,
        Optional<WorkloadIdentity> identity) {
    PodWhereabouts {
        labels = SortedMaps.copyOf(labels);
    }
}
