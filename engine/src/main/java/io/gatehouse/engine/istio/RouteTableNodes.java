// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.engine.GroupHost;
import io.gatehouse.engine.GroupTable;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.engine.graph.Keys;
import io.gatehouse.routing.RouteDelivery;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Which hosts a route table has, and how it is delivered. In a table that is delivered host by
/// host nothing is done for all hosts when one comes or goes.
public final class RouteTableNodes {
    /// The hosts of all tables.
    public final Keys<GroupHost> allHosts;

    /// The hosts of a table, sorted.
    public final Derivation<GroupTable, List<GroupHost>> hosts;

    /// Those of them that are not found by their name alone, such as wildcards.
    public final Derivation<GroupTable, List<GroupHost>> wildcards;

    public final Derivation<GroupTable, RouteDelivery> delivery;

    /// How those tables of a group are delivered that are not delivered whole, if there are any.
    public final Derivation<String, Optional<RouteDelivery>> byHost;

    private final Index<GroupHost, HostsOfTable> served;
    private final Index<GroupHost, HostsOfTable> redirected;
    private final GatewayNodes gateways;
    private final Derivation<GroupTable, Boolean> wholeOnly;
    private final DeliveryLimits limits;

    private record HostsOfTable(GroupTable table, boolean exact) {}

    /// @param served hosts that have rules
    /// @param redirected hosts whose plain requests are redirected to https
    /// @param wholeOnly whether something about a table cannot be delivered host by host
    RouteTableNodes(
            IncrementalGraph graph,
            Index<ObjectKey, GroupHost> served,
            Index<ObjectKey, GroupHost> redirected,
            GatewayNodes gateways,
            Derivation<GroupTable, Boolean> wholeOnly,
            DeliveryLimits limits) {
        this.gateways = gateways;
        this.wholeOnly = wholeOnly;
        this.limits = limits;
        this.served = graph.index("hosts of table", served, RouteTableNodes::tableOf);
        this.redirected =
                graph.index("redirected hosts of table", redirected, RouteTableNodes::tableOf);
        allHosts = graph.union(List.of(served, redirected));
        hosts = graph.derivation("hosts of route table", this::hosts);
        wildcards =
                graph.derivation(
                        "wildcard hosts of route table",
                        (e, table) -> List.copyOf(hosts(e, table, false)));
        delivery = graph.derivation("delivery of route table", this::delivery);
        byHost = graph.derivation("tables by host", this::byHost);
    }

    private static Set<HostsOfTable> tableOf(Evaluation e, GroupHost host) {
        return Set.of(new HostsOfTable(host.tableKey(), host.exact()));
    }

    private List<GroupHost> hosts(Evaluation e, GroupTable table) {
        SortedSet<GroupHost> all = hosts(e, table, true);
        all.addAll(hosts(e, table, false));
        return List.copyOf(all);
    }

    private SortedSet<GroupHost> hosts(Evaluation e, GroupTable table, boolean exact) {
        HostsOfTable part = new HostsOfTable(table, exact);
        SortedSet<GroupHost> hosts = new TreeSet<>(e.members(served, part));
        hosts.addAll(e.members(redirected, part));
        return hosts;
    }

    /// Whether it has more exact hosts, or more others. Whoever asks depends on the answer alone.
    boolean hasMore(Evaluation e, GroupTable table, int than) {
        return Stream.of(true, false)
                .anyMatch(exact -> hasMembers(e, new HostsOfTable(table, exact), than + 1));
    }

    private boolean hasMembers(Evaluation e, HostsOfTable part, int atLeast) {
        return e.hasMembers(served, part, atLeast) || e.hasMembers(redirected, part, atLeast);
    }

    private Optional<RouteDelivery> byHost(Evaluation e, String group) {
        return gateways.ofGroup(e, group).stream()
                .filter(server -> server.kind().http())
                .map(ServerTraits::tableKey)
                .distinct()
                .map(table -> e.get(delivery, table))
                .filter(RouteDelivery::byHost)
                .findFirst();
    }

    private RouteDelivery delivery(Evaluation e, GroupTable table) {
        boolean large = hasMembers(e, new HostsOfTable(table, true), limits.scopedRoutesFrom());
        if (!gateways.facts(e, table).shared() && (!large || e.get(wholeOnly, table))) {
            return RouteDelivery.WHOLE_TABLE;
        }
        return limits.routesOnDemand() ? RouteDelivery.HOST_ON_DEMAND : RouteDelivery.HOST_BY_HOST;
    }
}
