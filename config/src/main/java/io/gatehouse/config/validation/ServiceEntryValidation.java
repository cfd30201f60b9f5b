// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.Finding;
import io.gatehouse.config.istio.ServiceEntry;
import io.gatehouse.config.istio.ServiceEntry.Port;
import io.gatehouse.config.istio.ServiceEntry.Resolution;
import io.gatehouse.config.istio.WorkloadEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Istio's rules for a ServiceEntry.
final class ServiceEntryValidation {
    private static final Set<String> BY_HOST =
            Set.of("HTTP", "HTTPS", "HTTP2", "GRPC", "GRPC-WEB", "TLS");

    private final Scope spec;
    private final ServiceEntry.Spec value;

    private ServiceEntryValidation(Scope spec, ServiceEntry.Spec value) {
        this.spec = spec;
        this.value = value;
    }

    static List<Finding> validate(ServiceEntry entry) {
        Scope object = Scope.of(entry);
        Scope spec = object.field("spec");
        DistributionValidation.annotation(object, entry.metadata().annotations());
        ServiceEntryValidation validation = new ServiceEntryValidation(spec, entry.spec());
        validation.hosts();
        validation.addresses();
        validation.ports();
        validation.endpoints();
        new ExportToValidation(entry.metadata().namespace())
                .validate(spec.field("exportTo"), entry.spec().exportTo(), true);
        return spec.findings();
    }

    private void hosts() {
        if (value.hosts().isEmpty()) {
            spec.field("hosts").missing("a ServiceEntry must have at least one host");
        }
        spec.field("hosts").each(value.hosts(), this::host);
        boolean others = value.ports().stream().anyMatch(port -> !BY_HOST.contains(upper(port)));
        if (value.hosts().size() > 1 && others && value.resolution() != Resolution.NONE) {
            spec.field("hosts")
                    .invalid(
                            "found several hosts and a port whose protocol names none (expected: one"
                                    + " host, or only ports with HTTP, HTTPS, HTTP2, GRPC, GRPC-WEB or"
                                    + " TLS)");
        }
    }

    private void host(Scope scope, String host) {
        Optional<String> problem =
                host.equals("*")
                        ? Optional.of(
                                "found \"*\" (expected: a DNS name; only a part of it may be *)")
                        : HostNames.wildcardProblem(host);
        boolean dns =
                value.resolution() == Resolution.DNS
                        || value.resolution() == Resolution.DNS_ROUND_ROBIN;
        if (problem.isPresent()) {
            scope.invalid(problem.get());
        } else if (dns && value.endpoints().isEmpty() && host.startsWith("*")) {
            scope.invalid(
                    "found %s, which resolution %s cannot look up (expected: a full name, endpoints, or resolution DYNAMIC_DNS)"
                            .formatted(Scope.quote(host), value.resolution()));
        }
    }

    private void addresses() {
        boolean ranges =
                value.resolution() == Resolution.NONE || value.resolution() == Resolution.STATIC;
        spec.field("addresses")
                .each(
                        value.addresses(),
                        (item, address) -> {
                            if (!HostNames.isAddressOrRange(address)) {
                                item.invalid(
                                        "found %s (expected: an IP address or CIDR range)"
                                                .formatted(Scope.quote(address)));
                            } else if (address.indexOf('/') >= 0 && !ranges) {
                                item.invalid(
                                        "found a CIDR range with resolution %s (expected: with NONE or STATIC)"
                                                .formatted(value.resolution()));
                            }
                        });
    }

    private void ports() {
        Set<String> names = new HashSet<>();
        Set<Integer> numbers = new HashSet<>();
        spec.field("ports")
                .each(
                        value.ports(),
                        (item, port) -> {
                            port(item, port);
                            if (!names.add(port.name())) {
                                item.field("name")
                                        .invalid(
                                                "found %s twice (expected: names that differ)"
                                                        .formatted(Scope.quote(port.name())));
                            }
                            if (!numbers.add(port.number())) {
                                item.field("number")
                                        .invalid(
                                                "found %d twice (expected: numbers that differ)"
                                                        .formatted(port.number()));
                            }
                        });
    }

    private void port(Scope scope, Port port) {
        Values.port(scope.field("number"), port.number());
        if (port.name().isEmpty()) {
            scope.field("name").missing("a port must have a name");
        } else {
            HostNames.labelProblem(port.name()).ifPresent(scope.field("name")::invalid);
        }
        boolean known =
                ServerProtocol.of(port.protocol()).isPresent()
                        || port.protocol().isEmpty()
                        || upper(port).equals("UDP");
        if (!known) {
            scope.field("protocol")
                    .invalid(
                            "found %s (expected: one of %s, UDP)"
                                    .formatted(
                                            Scope.quote(port.protocol()),
                                            ServerProtocol.allowed()));
        }
        if (port.targetPort() != 0) {
            Values.port(scope.field("targetPort"), port.targetPort());
            if (value.resolution() == Resolution.NONE) {
                scope.field("targetPort").noEffect("with resolution NONE there is no target port");
            }
        }
    }

    private void endpoints() {
        if (value.workloadSelector().isPresent() && !value.endpoints().isEmpty()) {
            spec.field("endpoints")
                    .invalid("found endpoints and a workloadSelector (expected: one of them)");
        }
        value.workloadSelector()
                .ifPresent(selector -> {
                    LabelValidation.selector(
                            spec.field("workloadSelector"), "labels", selector.labels());
                    if (value.resolution() != Resolution.STATIC) {
                        spec.field("workloadSelector")
                                .doubtful(
                                        "found a workloadSelector with resolution %s (expected: with STATIC)"
                                                .formatted(value.resolution()));
                    }
                });
        switch (value.resolution()) {
            case NONE -> noResolution();
            case STATIC -> each(false);
            case DNS, DYNAMIC_DNS -> each(true);
            case DNS_ROUND_ROBIN -> {
                each(true);
                if (value.endpoints().size() > 1) {
                    spec.field("endpoints")
                            .invalid(
                                    "found %d endpoints with resolution DNS_ROUND_ROBIN (expected: at most 1)"
                                            .formatted(value.endpoints().size()));
                }
            }
        }
    }

    private void noResolution() {
        if (!value.endpoints().isEmpty()) {
            spec.field("endpoints")
                    .invalid("found endpoints with resolution NONE (expected: none, or STATIC)");
        }
        spec.field("resolution")
                .doubtful(
                        "found NONE, which sends to the address that the client dialled: that is the"
                                + " gateway's own, so requests get 503 (expected: STATIC or DNS)");
    }

    private void each(boolean namesAllowed) {
        Set<String> ports = value.ports().stream().map(Port::name).collect(Collectors.toSet());
        spec.field("endpoints")
                .each(
                        value.endpoints(),
                        (item, endpoint) -> endpoint(item, endpoint, namesAllowed, ports));
    }

    private void endpoint(
            Scope scope, WorkloadEntry.Spec endpoint, boolean namesAllowed, Set<String> ports) {
        WorkloadEntryValidation.workload(scope, endpoint, namesAllowed);
        boolean unix = endpoint.address().startsWith(WorkloadEntryValidation.UNIX);
        if (unix && namesAllowed) {
            scope.field("address")
                    .invalid(
                            "found a unix socket with resolution %s (expected: with STATIC)"
                                    .formatted(value.resolution()));
        } else if (unix && ports.size() != 1) {
            scope.field("address")
                    .invalid(
                            "found a unix socket in a ServiceEntry with %d ports (expected: exactly 1)"
                                    .formatted(ports.size()));
        }
        for (String name : endpoint.ports().keySet()) {
            if (!ports.contains(name)) {
                scope.field("ports")
                        .entry(name)
                        .invalid(
                                "found %s, which is no port of this ServiceEntry (expected: one of %s)"
                                        .formatted(
                                                Scope.quote(name),
                                                String.join(
                                                        ", ", ports.stream().sorted().toList())));
            }
        }
    }

    private static String upper(Port port) {
        return port.protocol().toUpperCase(Locale.ROOT);
    }
}
