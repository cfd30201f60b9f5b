// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.core.Service;
import io.gatehouse.config.istio.ServiceEntry;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.VisibleHost;
import io.gatehouse.engine.graph.Evaluation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a ServiceEntry's author has to know, once it meets everything else.
record ServiceEntryFindings(ConfigTables tables, ServiceNodes services) {

    List<Finding> find(Evaluation e, ObjectKey key) {
        Optional<ServiceEntry> found = e.read(tables.serviceEntries, key);
        if (found.isEmpty()) {
            return List.of();
        }
        ServiceEntry entry = found.get();
        Set<Finding> findings = new LinkedHashSet<>();
        List<String> names = entry.spec().hosts();
        for (int i = 0; i < names.size(); i++) {
            String host = names.get(i).toLowerCase(Locale.ROOT);
            for (String group : services.hosts.groups(e)) {
                host(e, entry, i, new VisibleHost(group, host), findings);
            }
        }
        noEffect(entry, findings);
        return List.copyOf(findings);
    }

    private void host(
            Evaluation e, ServiceEntry entry, int index, VisibleHost host, Set<Finding> findings) {
        List<ServiceEntry> entries = services.hosts.visibleEntries(e, host);
        if (!entries.contains(entry)) {
            return;
        }
        FieldPath field = FieldPath.of("spec.hosts").index(index);
        Optional<Service> service = services.hosts.visibleService(e, host);
        if (service.isPresent()) {
            findings.add(besides(entry, field, host.host(), service.get()));
            return;
        }
        ServiceEntry first = entries.getFirst();
        String others = first.metadata().namespace();
        if (!others.equals(entry.metadata().namespace())) {
            findings.add(
                    conflict(
                            entry,
                            field,
                            "host %s is described by %s, which comes first; nothing of this one is used for it"
                                    .formatted(host.host(), first.key())));
            return;
        }
        if (!first.equals(entry)) {
            new ServiceEntryConflicts(
                            new ServiceEntryBackend(first, host.host(), services.hosts.mesh(e)),
                            entry)
                    .collect(findings);
        }
        endpoints(e, entry, first, host, findings);
    }

    /// Endpoints go by namespace and host, so one in the Service's own namespace adds to it.
    private static Finding besides(
            ServiceEntry entry, FieldPath field, String host, Service service) {
        List<String> shared =
                entry.spec().ports().stream()
                        .map(ServiceEntry.Port::name)
                        .filter(name ->
                                ServiceBackend.ports(service).anyMatch(p -> p.name().equals(name)))
                        .toList();
        boolean adds =
                service.metadata().namespace().equals(entry.metadata().namespace())
                        && !shared.isEmpty();
        return adds
                ? Finding.of(
                        FindingCode.ENDPOINTS_ADDED,
                        entry.key(),
                        field,
                        "host %s is that of %s, which stays as it is; the endpoints here take part in its port %s"
                                .formatted(host, service.key(), String.join(", ", shared)))
                : conflict(
                        entry,
                        field,
                        "host %s is that of %s; nothing of this ServiceEntry is used for it"
                                .formatted(host, service.key()));
    }

    private void endpoints(
            Evaluation e,
            ServiceEntry entry,
            ServiceEntry first,
            VisibleHost host,
            Set<Finding> findings) {
        BackendResolution resolution = ServiceEntryBackend.resolution(first, host.host());
        ServiceEntryEndpoints reader = new ServiceEntryEndpoints(services.workloads, host.host());
        List<BackendEndpoint> all = new ArrayList<>();
        entry.spec().ports().forEach(port -> all.addAll(reader.of(e, entry, port)));
        if (entry.spec().workloadSelector().isPresent() && all.isEmpty()) {
            findings.add(
                    Finding.of(
                            FindingCode.NO_ENDPOINTS,
                            entry.key(),
                            FieldPath.of("spec.workloadSelector"),
                            "no WorkloadEntry and no running Pod of namespace %s has these labels"
                                    .formatted(entry.metadata().namespace())));
        } else if (all.isEmpty()
                && entry.spec().resolution() != ServiceEntry.Resolution.NONE
                && nothingElse(e, entry, host.host())) {
            findings.add(
                    Finding.of(
                            FindingCode.NO_ENDPOINTS,
                            entry.key(),
                            FieldPath.of("spec.endpoints"),
                            "%s has no endpoints; requests get 503".formatted(host.host())));
        }
        all.stream()
                .map(BackendEndpoint::address)
                .filter(address ->
                        !address.equals(host.host())
                                && !ServiceEntryEndpoints.usable(resolution, address))
                .distinct()
                .forEach(
                        address -> findings.add(unusable(entry, first, resolution, host, address)));
    }

    private boolean nothingElse(Evaluation e, ServiceEntry entry, String host) {
        ServiceEntryEndpoints reader = new ServiceEntryEndpoints(services.workloads, host);
        return services.hosts.entriesOf(e, entry.metadata().namespace(), host).stream()
                .allMatch(other ->
                        other.spec().ports().stream()
                                .allMatch(port -> reader.of(e, other, port).isEmpty()));
    }

    private static Finding unusable(
            ServiceEntry entry,
            ServiceEntry first,
            BackendResolution resolution,
            VisibleHost host,
            String address) {
        String allowed =
                switch (resolution) {
                    case LISTED -> "IP addresses and Unix sockets";
                    case DNS, DNS_ROUND_ROBIN -> "names and IP addresses";
                    case DYNAMIC_DNS -> "no endpoints: it looks up the host of each request";
                };
        return Finding.of(
                FindingCode.ENDPOINT_NOT_USABLE,
                entry.key(),
                FieldPath.of("spec.endpoints"),
                "%s takes no requests for %s, since resolution %s is for %s"
                        .formatted(
                                address.isEmpty() ? "an endpoint without address" : address,
                                host.host(),
                                first.spec().resolution(),
                                allowed));
    }

    /// What only proxies beside a client use.
    private static void noEffect(ServiceEntry entry, Set<Finding> findings) {
        if (!entry.spec().addresses().isEmpty()) {
            findings.add(
                    none(
                            entry,
                            "addresses",
                            "a gateway finds the service by the destination of a route, not by an address"));
        }
    }

    private static Finding none(ServiceEntry entry, String field, String message) {
        return Finding.of(
                FindingCode.NO_EFFECT, entry.key(), FieldPath.of("spec").field(field), message);
    }

    private static Finding conflict(ServiceEntry entry, FieldPath field, String message) {
        return Finding.of(FindingCode.HOST_CONFLICT, entry.key(), field, message);
    }
}
