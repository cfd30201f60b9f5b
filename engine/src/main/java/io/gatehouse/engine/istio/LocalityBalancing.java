// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.LocalityLbSetting;
import io.gatehouse.config.istio.LocalityLbSetting.Distribute;
import io.gatehouse.config.istio.LocalityLbSetting.Failover;
import io.gatehouse.config.istio.ZoneAwareLbSetting;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.core.BackendEndpoint;
import io.gatehouse.routing.EndpointGroup;
import io.gatehouse.routing.Placement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/// Which places a proxy uses first, and how much of its requests each of them gets.
record LocalityBalancing(ProxyGroup proxy, LocalityLb rules) {
    /// How many ranks [#rank] has.
    private static final int RANKS = 5;

    List<EndpointGroup> group(Collection<BackendEndpoint> endpoints) {
        return switch (rules) {
            case LocalityLb.Off _ -> EndpointGrouping.byPlacement(endpoints);
            case LocalityLb.ByLocality(LocalityLbSetting setting, boolean failsOver) ->
                    byLocality(setting, failsOver, endpoints);
            case LocalityLb.OwnZone(ZoneAwareLbSetting setting) ->
                    inOrder(
                            endpoints,
                            setting.failoverPriority(),
                            place -> regionRank(setting.failover(), place));
        };
    }

    private List<EndpointGroup> byLocality(
            LocalityLbSetting setting, boolean failsOver, Collection<BackendEndpoint> endpoints) {
        if (!setting.distribute().isEmpty()) {
            List<EndpointGroup> groups = EndpointGrouping.byPlacement(endpoints);
            return setting.distribute().stream()
                    .filter(one -> LocalityPattern.of(one.from()).matches(proxy.placement()))
                    .findFirst()
                    .map(one -> distributed(one, groups))
                    .orElse(groups);
        }
        if (!failsOver) {
            return EndpointGrouping.byPlacement(endpoints);
        }
        boolean byPlace = setting.failoverPriority().isEmpty() || !setting.failover().isEmpty();
        return inOrder(
                endpoints,
                setting.failoverPriority(),
                place -> byPlace ? rank(setting.failover(), place) : 0);
    }

    /// A place that no pattern names gets nothing. Places that share a pattern share its weight as
    /// they weigh by themselves.
    private static List<EndpointGroup> distributed(
            Distribute distribute, List<EndpointGroup> groups) {
        List<EndpointGroup> weighted = new ArrayList<>();
        Set<Placement> taken = new HashSet<>();
        for (Map.Entry<String, Integer> to : distribute.to().entrySet()) {
            LocalityPattern pattern = LocalityPattern.of(to.getKey());
            List<EndpointGroup> matching =
                    groups.stream()
                            .filter(group -> pattern.matches(group.placement()))
                            .filter(group -> !taken.contains(group.placement()))
                            .toList();
            double total = matching.stream().mapToInt(EndpointGroup::weight).sum();
            for (EndpointGroup group : matching) {
                taken.add(group.placement());
                int weight = (int) Math.ceil(group.weight() * to.getValue() / total);
                weighted.add(
                        new EndpointGroup(
                                group.placement(),
                                group.endpoints(),
                                group.priority(),
                                Math.max(1, weight)));
            }
        }
        return EndpointGrouping.sorted(weighted);
    }

    /// By the labels that endpoints share with the proxy, and where they are.
    private List<EndpointGroup> inOrder(
            Collection<BackendEndpoint> endpoints,
            List<String> failoverPriority,
            ToIntFunction<Placement> placeRank) {
        boolean byLabels = !failoverPriority.isEmpty() && !proxy.labels().isEmpty();
        FailoverPriority labels = FailoverPriority.of(failoverPriority, proxy);
        ToIntFunction<BackendEndpoint> priority =
                endpoint ->
                        (byLabels ? labels.rank(endpoint) * RANKS : 0)
                                + placeRank.applyAsInt(endpoint.placement());
        TreeMap<Integer, List<BackendEndpoint>> byPriority = new TreeMap<>();
        endpoints.forEach(endpoint ->
                byPriority
                        .computeIfAbsent(priority.applyAsInt(endpoint), _ -> new ArrayList<>())
                        .add(endpoint));
        List<EndpointGroup> groups = new ArrayList<>();
        int next = 0;
        for (List<BackendEndpoint> equal : byPriority.values()) {
            for (EndpointGroup group : EndpointGrouping.byPlacement(equal)) {
                groups.add(
                        new EndpointGroup(
                                group.placement(), group.endpoints(), next, group.weight()));
            }
            next++;
        }
        return groups;
    }

    /// How far away a place is: 0 the same subzone, 1 the zone, 2 the region, 3 elsewhere, 4 a
    /// region that `failover` does not name for the proxy's.
    private int rank(List<Failover> failover, Placement place) {
        Placement own = proxy.placement();
        if (!own.region().equals(place.region())) {
            return regionRank(failover, place);
        }
        if (!own.zone().equals(place.zone())) {
            return 2;
        }
        return own.subzone().equals(place.subzone()) ? 0 : 1;
    }

    /// As [#rank], but all of the proxy's region is 0.
    private int regionRank(List<Failover> failover, Placement place) {
        String own = proxy.placement().region();
        if (own.equals(place.region())) {
            return 0;
        }
        Optional<Failover> named = failover.stream().filter(f -> f.from().equals(own)).findFirst();
        return named.filter(f -> !f.to().equals(place.region())).isPresent() ? 4 : 3;
    }
}
