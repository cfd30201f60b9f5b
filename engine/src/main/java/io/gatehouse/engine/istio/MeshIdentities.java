// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.engine.core.WorkloadIdentity;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The names by which certificates of the mesh tell its workloads apart, in the form of SPIFFE:
/// those of its trust domain, and of the domains that are to count as the same.
record MeshIdentities(MeshConfig mesh) {
    private static final Pattern NAME = Pattern.compile("spiffe://[^/]+/ns/([^/]+)/sa/([^/]+)");

    /// Each once and in order.
    ///
    /// @param given further names, in whatever form
    List<String> names(List<WorkloadIdentity> workloads, List<String> given) {
        return Stream.concat(
                        workloads.stream().map(workload -> name(mesh.trustDomain(), workload)),
                        given.stream())
                .flatMap(name -> Stream.concat(Stream.of(name), inOtherDomains(name)))
                .distinct()
                .sorted()
                .toList();
    }

    private Stream<String> inOtherDomains(String name) {
        return NAME.matcher(name)
                .results()
                .filter(found -> found.group().equals(name))
                .map(found -> new WorkloadIdentity(found.group(1), found.group(2)))
                .flatMap(workload ->
                        mesh.trustDomainAliases().stream().map(domain -> name(domain, workload)));
    }

    private static String name(String trustDomain, WorkloadIdentity workload) {
        return "spiffe://%s/ns/%s/sa/%s"
                .formatted(trustDomain, workload.namespace(), workload.account());
    }
}
