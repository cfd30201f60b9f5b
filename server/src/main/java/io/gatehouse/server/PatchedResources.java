// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.gatehouse.engine.GroupHost;
import io.gatehouse.engine.GroupPort;
import io.gatehouse.engine.GroupTable;
import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.RoutingGraph;
import io.gatehouse.engine.core.UpstreamName;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.envoy.cluster.ClusterTranslator;
import io.gatehouse.envoy.listener.ListenerTranslator;
import io.gatehouse.envoy.patch.ClusterPatching;
import io.gatehouse.envoy.patch.ListenerPatching;
import io.gatehouse.envoy.patch.Patched;
import io.gatehouse.envoy.patch.RouteTablePatching;
import io.gatehouse.envoy.patch.VirtualHostPatching;
import io.gatehouse.envoy.route.RouteTranslator;
import io.gatehouse.routing.HostRoutes;
import io.gatehouse.routing.RouteTable;
import io.gatehouse.routing.TableIdentity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// The resources of groups that have patches, as their patches leave them.
final class PatchedResources {
    final PatchNodes patches;
    final Derivation<GroupPort, Patched<Listener>> listeners;
    final Derivation<GroupUpstream, Patched<Cluster>> clusters;
    final Derivation<GroupTable, Patched<RouteConfiguration>> tables;
    final Derivation<GroupHost, Patched<VirtualHost>> hosts;

    private final Derivation<GroupHost, Patched<VirtualHost>> wantedHosts;
    private final Derivation<GroupTable, Map<String, GroupHost>> claims;
    private final RoutingGraph routing;
    private final FoldedHosts folded;

    PatchedResources(RoutingGraph routing) {
        this.routing = routing;
        patches = new PatchNodes(routing);
        folded = new FoldedHosts(routing, patches);
        IncrementalGraph graph = routing.graph;
        listeners = graph.derivation("patched listener", this::listener);
        clusters = graph.derivation("patched cluster", this::cluster);
        tables = graph.derivation("patched table", this::table);
        wantedHosts =
                graph.derivation(
                        "host as patches want it", (e, key) -> host(e, key, domain -> false));
        claims = graph.derivation("domains that patches claim", this::claims);
        hosts = graph.derivation("patched host", this::host);
    }

    boolean concernListeners(Evaluation e, String group) {
        return !e.get(patches.ofListeners, group).isEmpty();
    }

    boolean concernTables(Evaluation e, String group) {
        return !e.get(patches.ofTables, group).isEmpty();
    }

    boolean concernHosts(Evaluation e, String group) {
        return e.get(patches.anyOfHosts, group);
    }

    boolean concernUpstreams(Evaluation e, String group) {
        return e.get(patches.anyOfUpstreams, group);
    }

    private Patched<Listener> listener(Evaluation e, GroupPort key) {
        return ListenerPatching.apply(
                ListenerTranslator.translate(e.get(routing.ports.serverPort, key)),
                e.get(patches.ofListeners, key.group()));
    }

    private Patched<Cluster> cluster(Evaluation e, GroupUpstream key) {
        String service = UpstreamName.parse(key.upstream()).map(UpstreamName::host).orElse("");
        Cluster cluster =
                ClusterTranslator.translate(e.get(routing.upstreams.upstream, key).orElseThrow());
        return ClusterPatching.apply(
                cluster, patches.ofUpstream(e, key.group(), key.upstream(), service));
    }

    /// Delivered host by host, a table has no place for hosts that nothing else knows.
    private Patched<RouteConfiguration> table(Evaluation e, GroupTable key) {
        TableIdentity identity = e.get(routing.envoyFilters.tables, key);
        RouteConfiguration frame =
                RouteTranslator.frame(
                        new RouteTable(
                                key.table(), e.get(routing.ports.http3Port, key), List.of()));
        Patched<RouteConfiguration> patched =
                RouteTablePatching.frame(frame, identity, e.get(patches.ofTables, key.group()));
        return e.get(routing.routes.routeTables.delivery, key).byHost()
                ? RouteTablePatching.withoutHosts(
                        patched, identity, e.get(patches.ofTables, key.group()))
                : RouteTablePatching.withHosts(
                        patched,
                        identity,
                        e.get(patches.ofTables, key.group()),
                        domain -> exists(e, key, domain) || e.get(claims, key).containsKey(domain),
                        name -> hasName(e, key, name));
    }

    private boolean exists(Evaluation e, GroupTable table, String domain) {
        return routing.routes.exists(e, new GroupHost(table.group(), table.table(), domain));
    }

    /// Of a name such as `shop.example.com:80`.
    private boolean hasName(Evaluation e, GroupTable table, String name) {
        int colon = name.lastIndexOf(':');
        return colon > 0
                && exists(e, table, name.substring(0, colon))
                && e.get(
                                routing.routes.hostRoutes,
                                new GroupHost(
                                        table.group(), table.table(), name.substring(0, colon)))
                        .name()
                        .equals(name);
    }

    /// The domains that hosts of a table are given by patches, and which host has each: the first.
    private Map<String, GroupHost> claims(Evaluation e, GroupTable table) {
        Map<String, GroupHost> claims = new TreeMap<>();
        if (concernHosts(e, table.group())) {
            for (GroupHost host : e.get(routing.routes.routeTables.hosts, table)) {
                e.get(wantedHosts, host)
                        .resource()
                        .ifPresent(wanted ->
                                wanted.getDomainsList().stream()
                                        .filter(domain -> !domain.equals(host.domain()))
                                        .forEach(domain -> claims.putIfAbsent(domain, host)));
            }
        }
        return claims;
    }

    private Patched<VirtualHost> host(Evaluation e, GroupHost key) {
        return e.get(routing.envoyFilters.reshaped, key.tableKey())
                ? host(e, key, domain -> isClaimed(e, key, domain))
                : e.get(wantedHosts, key);
    }

    private boolean isClaimed(Evaluation e, GroupHost by, String domain) {
        GroupHost holder = e.get(claims, by.tableKey()).get(domain);
        return holder != null && !holder.equals(by);
    }

    private Patched<VirtualHost> host(Evaluation e, GroupHost key, Predicate<String> claimed) {
        HostRoutes routes = e.get(routing.routes.hostRoutes, key);
        VirtualHost host = RouteTranslator.hostRoutes(routes);
        Set<String> names = new TreeSet<>(Set.of(routes.name()));
        Optional<String> first = folded.first(e, key, routes);
        first.ifPresent(names::add);
        return VirtualHostPatching.apply(
                host,
                e.get(routing.envoyFilters.tables, key.tableKey()),
                names,
                domain -> exists(e, key.tableKey(), domain) || claimed.test(domain),
                domain -> first.isPresent() && first.equals(first(e, key.tableKey(), domain)),
                patches.ofHost(e, key.group(), names));
    }

    /// The name of the host that the one of that domain is folded into.
    private Optional<String> first(Evaluation e, GroupTable table, String domain) {
        GroupHost host = new GroupHost(table.group(), table.table(), domain);
        return routing.routes.exists(e, host)
                ? folded.first(e, host, e.get(routing.routes.hostRoutes, host))
                : Optional.empty();
    }
}
