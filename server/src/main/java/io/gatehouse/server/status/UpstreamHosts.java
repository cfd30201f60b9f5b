// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.engine.core.UpstreamName;
import io.gatehouse.xds.ResourceSnapshot;
import io.gatehouse.xds.ResourceType;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// To which hosts each group has clusters, read anew when the group's resources have changed. For
/// one thread.
final class UpstreamHosts {
    private final Function<String, ResourceSnapshot> resources;
    private final Map<String, Known> known = new HashMap<>();

    private record Known(ResourceSnapshot of, NavigableSet<String> hosts) {}

    UpstreamHosts(Function<String, ResourceSnapshot> resources) {
        this.resources = resources;
    }

    /// @param host `*` at its front covers all that end like it
    boolean has(String group, String host) {
        ResourceSnapshot now = resources.apply(group);
        Known before = known.get(group);
        if (before == null || before.of != now) {
            before = new Known(now, hosts(now));
            known.put(group, before);
        }
        return before.hosts.contains(host)
                || (host.startsWith("*")
                        && before.hosts.stream().anyMatch(h -> h.endsWith(host.substring(1))));
    }

    private static NavigableSet<String> hosts(ResourceSnapshot snapshot) {
        NavigableSet<String> hosts = new TreeSet<>();
        for (String cluster : snapshot.all(ResourceType.CLUSTER).keySet()) {
            UpstreamName.parse(cluster).map(UpstreamName::host).ifPresent(hosts::add);
        }
        return hosts;
    }

    void retain(Set<String> groups) {
        known.keySet().retainAll(groups);
    }
}
