// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.istio.ServiceEntry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What of a ServiceEntry is lost to an earlier one of its namespace that describes the same host.
record ServiceEntryConflicts(ServiceEntryBackend backend, ServiceEntry entry) {

    void collect(Set<Finding> findings) {
        List<String> differences = backend.differences(entry);
        if (differences.contains("spec.resolution")) {
            findings.add(
                    lost(
                            FieldPath.of("spec.resolution"),
                            "%s is resolved as in %s, which comes first: %s, not %s"
                                    .formatted(
                                            backend.host(),
                                            backend.first().key(),
                                            backend.first().spec().resolution(),
                                            entry.spec().resolution())));
        }
        if (!entry.spec().subjectAltNames().isEmpty()
                && !entry.spec()
                        .subjectAltNames()
                        .equals(backend.first().spec().subjectAltNames())) {
            findings.add(
                    lost(
                            FieldPath.of("spec.subjectAltNames"),
                            "those of %s hold for %s"
                                    .formatted(backend.first().key(), backend.host())));
        }
        List<ServiceEntry.Port> ports = entry.spec().ports();
        for (int i = 0; i < ports.size(); i++) {
            port(ports.get(i), FieldPath.of("spec.ports").index(i), differences)
                    .ifPresent(findings::add);
        }
    }

    private Optional<Finding> port(
            ServiceEntry.Port port, FieldPath field, List<String> differences) {
        Optional<ServiceEntry.Port> other =
                backend.first().spec().ports().stream()
                        .filter(p -> p.number() == port.number())
                        .findFirst();
        if (other.isEmpty()) {
            return differences.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            lost(
                                    field,
                                    "port %d is not served: %s comes first for %s, and another ServiceEntry adds ports only if it has the same %s"
                                            .formatted(
                                                    port.number(),
                                                    backend.first().key(),
                                                    backend.host(),
                                                    String.join(", ", differences))));
        }
        if (!sameProtocol(port, other.get())) {
            return Optional.of(
                    lost(
                            field.field("protocol"),
                            "port %d of %s is %s in %s, which comes first; %s is not used"
                                    .formatted(
                                            port.number(),
                                            backend.host(),
                                            other.get().protocol(),
                                            backend.first().key(),
                                            port.protocol())));
        }
        boolean listed =
                ServiceEntryBackend.resolution(backend.first(), backend.host())
                        == BackendResolution.LISTED;
        return listed && !port.name().equals(other.get().name())
                ? Optional.of(
                        lost(
                                field.field("name"),
                                "port %d of %s is called %s in %s, which comes first; the endpoints here take part only under the same name"
                                        .formatted(
                                                port.number(),
                                                backend.host(),
                                                other.get().name(),
                                                backend.first().key())))
                : Optional.empty();
    }

    private static boolean sameProtocol(ServiceEntry.Port one, ServiceEntry.Port other) {
        return one.protocol()
                .toUpperCase(Locale.ROOT)
                .equals(other.protocol().toUpperCase(Locale.ROOT));
    }

    private Finding lost(FieldPath field, String message) {
        return Finding.of(FindingCode.HOST_CONFLICT, entry.key(), field, message);
    }
}
