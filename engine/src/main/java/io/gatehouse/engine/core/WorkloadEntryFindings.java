// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.core.Service;
import io.gatehouse.config.istio.ServiceEntry;
import io.gatehouse.config.istio.WorkloadEntry;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.graph.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a WorkloadEntry's author has to know, once it meets everything else.
record WorkloadEntryFindings(ConfigTables tables, SelectorNodes selectors) {

    List<Finding> find(Evaluation e, ObjectKey key) {
        Optional<WorkloadEntry> found = e.read(tables.workloadEntries, key);
        if (found.isEmpty()) {
            return List.of();
        }
        WorkloadEntry entry = found.get();
        List<Finding> findings = new ArrayList<>();
        List<Service> services = selectors.services(e, key.namespace(), entry.spec().labels());
        List<ServiceEntry> entries = selectors.entries(e, key.namespace(), entry.spec().labels());
        if (services.isEmpty() && entries.isEmpty()) {
            findings.add(
                    Finding.of(
                            FindingCode.NOT_SELECTED,
                            key,
                            FieldPath.of("spec.labels"),
                            "no Service and no ServiceEntry of namespace %s selects the labels %s, so nothing is sent here"
                                    .formatted(key.namespace(), entry.spec().labels())));
        }
        services.forEach(service -> ofService(entry, service, findings));
        entries.forEach(selecting -> ofEntry(entry, selecting, findings));
        return List.copyOf(findings);
    }

    private static void ofService(WorkloadEntry entry, Service service, List<Finding> findings) {
        if (!IpAddress.is(entry.spec().address())) {
            findings.add(unusable(entry, "%s can only have IP addresses".formatted(service.key())));
            return;
        }
        Workload workload = WorkloadReader.read(entry.key().namespace(), entry.spec());
        ServiceBackend.ports(service)
                .filter(port -> workload.at(port).isEmpty())
                .forEach(port ->
                        findings.add(
                                Finding.of(
                                        FindingCode.ENDPOINT_NOT_USABLE,
                                        entry.key(),
                                        FieldPath.of("spec.ports"),
                                        "port %d of %s is for a target port that it names, and ports has neither that name nor \"%s\""
                                                .formatted(
                                                        port.port(), service.key(), port.name()))));
    }

    private static void ofEntry(
            WorkloadEntry entry, ServiceEntry selecting, List<Finding> findings) {
        for (String host : HostNodes.hosts(selecting)) {
            BackendResolution resolution = ServiceEntryBackend.resolution(selecting, host);
            if (!ServiceEntryEndpoints.usable(resolution, entry.spec().address())) {
                findings.add(
                        unusable(
                                entry,
                                "%s has resolution %s, which cannot use it"
                                        .formatted(
                                                selecting.key(), selecting.spec().resolution())));
                return;
            }
        }
    }

    private static Finding unusable(WorkloadEntry entry, String why) {
        return Finding.of(
                FindingCode.ENDPOINT_NOT_USABLE,
                entry.key(),
                FieldPath.of("spec.address"),
                "found \"%s\"; %s".formatted(entry.spec().address(), why));
    }
}
