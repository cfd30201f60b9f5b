// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.routing.Placement;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Someone who answers at a port of a [Backend].
///
/// @param address an IP address, a DNS name, or `unix:///path` with port 0
/// @param labels of the workload, by which subsets choose
/// @param weight at least 1
public record BackendEndpoint(
        String address,
        int port,
        SortedMap<String, String> labels,
        Placement placement,
        int weight,
        boolean healthy) {
    public BackendEndpoint {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }
}
