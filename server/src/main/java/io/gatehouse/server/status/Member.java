// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.xds.ProxyStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A proxy, and the replica that told of it if it was another one.
record Member(ReportedProxy proxy, Optional<ReplicaReport> report) {
    private static final Comparator<Member> ORDER =
            Comparator.comparing((Member member) -> member.proxy.node())
                    .thenComparingLong(member -> member.proxy.stream());

    /// All that are connected anywhere, sorted. A proxy that has just moved may be known to two
    /// replicas; it counts once.
    static List<Member> all(Served served, OtherReplicas others) {
        List<Member> all = new ArrayList<>();
        Set<String> nodes = new HashSet<>();
        for (ProxyStatus status : served.proxies().get()) {
            long newest = served.resources().apply(status.proxy().group()).revision();
            all.add(new Member(ReportedProxy.of(status, newest), Optional.empty()));
            nodes.add(status.proxy().nodeId());
        }
        for (ReplicaReport report : others.reports()) {
            for (ReportedProxy proxy : report.proxies()) {
                if (nodes.add(proxy.node())) {
                    all.add(new Member(proxy, Optional.of(report)));
                }
            }
        }
        all.sort(ORDER);
        return all;
    }

    /// Of the slowest replica that the members are connected to.
    static Optional<Duration> latency(
            List<Member> members, ConfigObject object, Optional<Duration> own) {
        return members.stream()
                .flatMap(member -> member.report.map(r -> r.latency(object)).orElse(own).stream())
                .max(Comparator.naturalOrder());
    }
}
