// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.gatehouse.routing.PatchOperation;
import io.gatehouse.routing.PatchSubject;
import io.gatehouse.routing.TableIdentity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Patches to a route table, but for those to its hosts: see [VirtualHostPatching].
public final class RouteTablePatching {
    private RouteTablePatching() {}

    /// @param frame the table without its hosts; with those that patches bring
    public static Patched<RouteConfiguration> frame(
            RouteConfiguration frame, TableIdentity table, List<ReadPatch> patches) {
        PatchLog log = new PatchLog();
        RouteConfiguration patched = frame;
        for (ReadPatch patch : patches) {
            if (patch.subject() == PatchSubject.ROUTE_TABLE
                    && patch.merges()
                    && table.isMeant(patch.patch())) {
                patched = log.change(patch, patched, old -> merged(patch, old));
            }
        }
        return log.outcome(Optional.of(patched));
    }

    /// Its name is by which listeners ask for it.
    private static RouteConfiguration merged(ReadPatch patch, RouteConfiguration table) {
        return MessageMerge.of(patch).merge(table, patch.value()).toBuilder()
                .setName(table.getName())
                .build();
    }

    /// The frame with the hosts that patches add to the table.
    ///
    /// @param taken whether the table has a host of that domain
    /// @param nameTaken whether it has one of that name
    public static Patched<RouteConfiguration> withHosts(
            Patched<RouteConfiguration> frame,
            TableIdentity table,
            List<ReadPatch> patches,
            Predicate<String> taken,
            Predicate<String> nameTaken) {
        PatchLog log = new PatchLog();
        RouteConfiguration.Builder patched = frame.resource().orElseThrow().toBuilder();
        Set<String> domains = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (ReadPatch patch : additions(table, patches)) {
            VirtualHost host = (VirtualHost) patch.value();
            List<String> twice = new ArrayList<>(host.getDomainsList());
            twice.removeIf(domain -> !domains.contains(domain) && !taken.test(domain));
            if (!twice.isEmpty()) {
                log.leftOut(
                        patch,
                        "%s has the domains %s, which another host of %s has (expected: domains that differ)"
                                .formatted(host.getName(), twice, table.name()));
            } else if (nameTaken.test(host.getName()) || !names.add(host.getName())) {
                log.leftOut(
                        patch,
                        "%s is the name of another host of %s (expected: names that differ)"
                                .formatted(host.getName(), table.name()));
            } else {
                log.met(patch);
                domains.addAll(host.getDomainsList());
                patched.addVirtualHosts(host);
            }
        }
        return frame.and(log.outcome(Optional.of(patched.build())));
    }

    /// The frame of a table that cannot have them: it is delivered host by host.
    public static Patched<RouteConfiguration> withoutHosts(
            Patched<RouteConfiguration> frame, TableIdentity table, List<ReadPatch> patches) {
        PatchLog log = new PatchLog();
        for (ReadPatch patch : additions(table, patches)) {
            log.leftOut(
                    patch,
                    "%s is delivered host by host, which leaves no place for hosts of patches"
                            .formatted(table.name()));
        }
        RouteConfiguration patched =
                frame.resource().orElseThrow().toBuilder().clearVirtualHosts().build();
        return frame.and(log.outcome(Optional.of(patched)));
    }

    private static List<ReadPatch> additions(TableIdentity table, List<ReadPatch> patches) {
        return patches.stream()
                .filter(patch ->
                        patch.subject() == PatchSubject.HOST
                                && patch.operation() == PatchOperation.ADD
                                && table.isMeant(patch.patch()))
                .toList();
    }
}
