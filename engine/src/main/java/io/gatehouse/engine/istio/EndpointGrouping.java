// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.core.BackendEndpoint;
import io.gatehouse.routing.EndpointGroup;
import io.gatehouse.routing.Placement;
import io.gatehouse.routing.UpstreamEndpoint;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Endpoints sorted by where they run. An address and port counts once.
final class EndpointGrouping {
    private static final Comparator<UpstreamEndpoint> BY_ADDRESS =
            Comparator.comparing(UpstreamEndpoint::address)
                    .thenComparingInt(UpstreamEndpoint::port);

    private static final Comparator<Placement> BY_PLACE =
            Comparator.comparing(Placement::region)
                    .thenComparing(Placement::zone)
                    .thenComparing(Placement::subzone);

    private EndpointGrouping() {}

    static List<EndpointGroup> byPlacement(Collection<BackendEndpoint> endpoints) {
        TreeMap<Placement, SortedSet<UpstreamEndpoint>> found = new TreeMap<>(BY_PLACE);
        for (BackendEndpoint endpoint : endpoints) {
            found.computeIfAbsent(endpoint.placement(), _ -> new TreeSet<>(BY_ADDRESS))
                    .add(
                            new UpstreamEndpoint(
                                    endpoint.address(),
                                    endpoint.port(),
                                    endpoint.readiness(),
                                    endpoint.weight()));
        }
        return found.entrySet().stream()
                .map(entry -> EndpointGroup.of(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
    }

    static List<EndpointGroup> sorted(Collection<EndpointGroup> groups) {
        return groups.stream()
                .sorted(
                        Comparator.comparingInt(EndpointGroup::priority)
                                .thenComparing(EndpointGroup::placement, BY_PLACE))
                .toList();
    }
}
