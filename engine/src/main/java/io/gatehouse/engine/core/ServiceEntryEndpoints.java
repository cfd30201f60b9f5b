// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.istio.ServiceEntry;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.routing.Placement;
import io.gatehouse.routing.Readiness;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Who answers for a host that ServiceEntries of one namespace describe.
///
/// @param host lower case
record ServiceEntryEndpoints(WorkloadNodes workloads, String host) {

    /// All of the entry's, whether the resolution can use them or not.
    List<BackendEndpoint> of(Evaluation e, ServiceEntry entry, ServiceEntry.Port port) {
        ServiceEntry.Spec spec = entry.spec();
        List<Workload> found =
                spec.workloadSelector()
                        .map(selector ->
                                workloads.select(
                                        e, entry.metadata().namespace(), selector.labels()))
                        .orElseGet(() ->
                                spec.endpoints().stream()
                                        .map(endpoint ->
                                                WorkloadReader.read(
                                                        entry.metadata().namespace(), endpoint))
                                        .toList());
        if (spec.workloadSelector().isEmpty() && found.isEmpty() && looksUpItsHost(entry)) {
            found = List.of(itself());
        }
        return found.stream().map(workload -> workload.at(port)).toList();
    }

    /// Whether the resolution can use such an endpoint.
    static boolean usable(BackendResolution resolution, String address) {
        return switch (resolution) {
            case LISTED -> IpAddress.is(address) || Workload.isUnixSocket(address);
            case DNS, DNS_ROUND_ROBIN -> !address.isEmpty() && !Workload.isUnixSocket(address);
            case DYNAMIC_DNS -> address.startsWith("*");
        };
    }

    private boolean looksUpItsHost(ServiceEntry entry) {
        return switch (ServiceEntryBackend.resolution(entry, host)) {
            case LISTED -> false;
            case DNS, DNS_ROUND_ROBIN -> !host.startsWith("*");
            case DYNAMIC_DNS -> true;
        };
    }

    private Workload itself() {
        return new Workload(
                host,
                new TreeMap<>(),
                new TreeMap<>(),
                Placement.UNKNOWN,
                1,
                Readiness.READY,
                false,
                Optional.empty());
    }
}
