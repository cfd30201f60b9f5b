// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.config.istio.ServiceEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The ServiceEntries of a host as one [Backend]: the first says what it is, others of its
/// namespace that are otherwise alike add ports, as in Istio.
record ServiceEntryBackend(ServiceEntry first, String host, MeshConfig mesh) {

    /// @param others in order of precedence
    Backend with(List<ServiceEntry> others) {
        List<BackendPort> ports = new ArrayList<>(ports(first));
        for (ServiceEntry other : others) {
            if (differences(other).isEmpty()) {
                ports(other).stream()
                        .filter(port -> ports.stream().noneMatch(p -> p.number() == port.number()))
                        .forEach(ports::add);
            }
        }
        return new Backend(
                first.key(),
                host,
                ports,
                resolution(first, host),
                Optional.empty(),
                first.spec().subjectAltNames(),
                first.metadata().labels(),
                first.spec().location() == ServiceEntry.Location.MESH_EXTERNAL);
    }

    /// The fields in which another entry would have to be like the first for its ports to count.
    List<String> differences(ServiceEntry other) {
        List<String> differences = new ArrayList<>();
        if (!other.metadata().namespace().equals(first.metadata().namespace())) {
            differences.add("metadata.namespace");
        }
        if (!other.metadata().labels().equals(first.metadata().labels())) {
            differences.add("metadata.labels");
        }
        if (other.spec().resolution() != first.spec().resolution()) {
            differences.add("spec.resolution");
        }
        if (!other.spec().workloadSelector().equals(first.spec().workloadSelector())) {
            differences.add("spec.workloadSelector");
        }
        if (!exportTo(other).equals(exportTo(first))) {
            differences.add("spec.exportTo");
        }
        return differences;
    }

    /// A name without a wildcard can be looked up before anybody asks for it.
    static BackendResolution resolution(ServiceEntry entry, String host) {
        return switch (entry.spec().resolution()) {
            case NONE, STATIC -> BackendResolution.LISTED;
            case DNS -> BackendResolution.DNS;
            case DNS_ROUND_ROBIN -> BackendResolution.DNS_ROUND_ROBIN;
            case DYNAMIC_DNS ->
                    host.startsWith("*") ? BackendResolution.DYNAMIC_DNS : BackendResolution.DNS;
        };
    }

    static List<BackendPort> ports(ServiceEntry entry) {
        return entry.spec().ports().stream()
                .map(port ->
                        new BackendPort(
                                port.number(), port.name(), PortProtocol.named(port.protocol())))
                .filter(port -> port.protocol() != PortProtocol.UDP)
                .toList();
    }

    private Set<String> exportTo(ServiceEntry entry) {
        return Set.copyOf(Visibility.of(mesh, entry).exportTo());
    }
}
