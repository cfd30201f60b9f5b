// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.Finding;
import io.gatehouse.config.istio.WorkloadEntry;
import java.util.List;

/// Istio's rules for a WorkloadEntry, also as an endpoint of a ServiceEntry.
final class WorkloadEntryValidation {
    static final String UNIX = "unix://";

    private WorkloadEntryValidation() {}

    static List<Finding> validate(WorkloadEntry entry) {
        Scope spec = Scope.of(entry).field("spec");
        workload(spec, entry.spec(), true);
        return spec.findings();
    }

    /// @param namesAllowed whether the address may be a DNS name
    static void workload(Scope scope, WorkloadEntry.Spec workload, boolean namesAllowed) {
        address(scope.field("address"), workload, namesAllowed);
        workload.ports()
                .forEach((name, port) -> {
                    Scope at = scope.field("ports").entry(name);
                    HostNames.labelProblem(name).ifPresent(at::invalid);
                    Values.port(at, port);
                });
        if (workload.address().startsWith(UNIX) && !workload.ports().isEmpty()) {
            scope.field("ports").invalid("found ports beside a unix socket (expected: none)");
        }
        LabelValidation.labels(scope.field("labels"), workload.labels());
        Values.count(scope.field("weight"), workload.weight());
        int slashes = (int) workload.locality().chars().filter(c -> c == '/').count();
        if (slashes > 2) {
            scope.field("locality")
                    .doubtful(
                            "found %s (expected: region, region/zone or region/zone/subzone)"
                                    .formatted(Scope.quote(workload.locality())));
        }
    }

    private static void address(Scope scope, WorkloadEntry.Spec workload, boolean namesAllowed) {
        String address = workload.address();
        if (address.isEmpty()) {
            if (workload.network().isEmpty()) {
                scope.missing("a workload must have an address");
            } else {
                scope.doubtful(
                        "found a network without an address: gateways between networks are not"
                                + " known here, so nothing is sent there");
            }
        } else if (address.startsWith(UNIX)) {
            String path = address.substring(UNIX.length());
            boolean file = path.startsWith("/") && !path.endsWith("/");
            if (!file && !path.startsWith("@")) {
                scope.invalid(
                        "found %s (expected: unix:// and the absolute path of a socket)"
                                .formatted(Scope.quote(address)));
            }
        } else if (!HostNames.isAddress(address)) {
            if (namesAllowed) {
                HostNames.nameProblem(address).ifPresent(scope::invalid);
            } else {
                scope.invalid(
                        "found %s (expected: an IP address; a name needs resolution DNS)"
                                .formatted(Scope.quote(address)));
            }
        }
    }
}
