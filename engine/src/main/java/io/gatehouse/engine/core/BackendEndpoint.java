// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.SortedMaps;
import io.gatehouse.routing.Placement;
import io.gatehouse.routing.Readiness;
import java.util.Optional;
import java.util.SortedMap;

/// Someone who answers at a port of a [Backend].
///
/// @param address an IP address, a DNS name, or `unix:///path` with port 0
/// @param labels of the workload and of where it runs, by which subsets choose
/// @param weight at least 1
/// @param identity absent where nothing says it
public record BackendEndpoint(
        String address,
        int port,
        SortedMap<String, String> labels,
        Placement placement,
        int weight,
        Readiness readiness,
        Optional<WorkloadIdentity> identity) {
    public BackendEndpoint {
        labels = SortedMaps.copyOf(labels);
    }
}
