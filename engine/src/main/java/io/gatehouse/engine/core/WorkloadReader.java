// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.core.Pod;
import io.gatehouse.config.core.PodSpec;
import io.gatehouse.config.istio.WorkloadEntry;
import io.gatehouse.routing.Placement;
import io.gatehouse.routing.Readiness;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// From the kinds that describe workloads.
final class WorkloadReader {
    /// A workload with this label, whatever its value, is on its way out.
    private static final String DRAINING_LABEL = "istio.io/draining";

    private WorkloadReader() {}

    /// @param namespace of the WorkloadEntry, or of the ServiceEntry that it is an endpoint of
    static Workload read(String namespace, WorkloadEntry.Spec entry) {
        Placement placement =
                entry.locality().isEmpty()
                        ? Placements.ofLabel(entry.labels()).orElse(Placement.UNKNOWN)
                        : Placements.parse(entry.locality());
        return new Workload(
                entry.address(),
                entry.ports(),
                Placements.label(entry.labels(), placement, "", entry.network()),
                placement,
                Math.max(1, entry.weight()),
                unlessDraining(entry.labels(), Readiness.READY),
                false,
                WorkloadIdentity.ofEntry(namespace, entry.serviceAccount()));
    }

    /// Absent where the Pod has no address, or has ended.
    ///
    /// @param whereabouts of the same Pod
    static Optional<Workload> read(Pod pod, PodWhereabouts whereabouts) {
        return pod.status()
                .filter(status -> !status.podIP().isEmpty() && running(status))
                .map(status ->
                        new Workload(
                                status.podIP(),
                                containerPorts(pod.spec()),
                                whereabouts.labels(),
                                whereabouts.placement(),
                                1,
                                unlessDraining(
                                        whereabouts.labels(),
                                        ready(status) ? Readiness.READY : Readiness.UNREADY),
                                true,
                                whereabouts.identity()));
    }

    static Readiness unlessDraining(SortedMap<String, String> labels, Readiness readiness) {
        return labels.getOrDefault(DRAINING_LABEL, "").isEmpty() ? readiness : Readiness.DRAINING;
    }

    private static SortedMap<String, Integer> containerPorts(PodSpec spec) {
        SortedMap<String, Integer> ports = new TreeMap<>();
        spec.containers().stream()
                .flatMap(container -> container.ports().stream())
                .filter(port -> !port.name().isEmpty())
                .forEach(port -> ports.putIfAbsent(port.name(), port.containerPort()));
        return ports;
    }

    /// A Pod that has ended keeps its address, which may by now be another's.
    static boolean running(Pod.Status status) {
        return status.phase().isEmpty() || status.phase().equals("Running");
    }

    private static boolean ready(Pod.Status status) {
        return status.conditions().stream()
                .filter(condition -> condition.type().equals("Ready"))
                .allMatch(condition -> condition.status().equals("True"));
    }
}
