// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.gatehouse.engine.GroupHost;
import io.gatehouse.engine.GroupTable;
import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.RoutingGraph;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.envoy.References;
import io.gatehouse.envoy.RouteScope;
import io.gatehouse.envoy.listener.ScopesListenerTranslator;
import io.gatehouse.envoy.patch.NamedResources;
import io.gatehouse.envoy.patch.Patched;
import io.gatehouse.envoy.route.RouteTranslator;
import io.gatehouse.envoy.route.ScopedRouteTranslator;
import io.gatehouse.routing.HostRoutes;
import io.gatehouse.routing.RouteDelivery;
import io.gatehouse.routing.RouteTable;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.ResourceType;
import io.gatehouse.xds.VersionedResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Route tables as Envoy resources: one for a table, or one for each of its hosts. Hosts are
/// serialised one by one, so that a table of many is put together from bytes.
final class RouteResources {
    private final RoutingGraph routing;
    private final PatchedResources patched;
    private final Derivation<GroupUpstream, Boolean> exists;
    private final Derivation<GroupHost, SerialisedHost> hosts;
    private final List<TypeOutput<?>> outputs;

    /// @param bytes absent if a patch has removed the host
    /// @param takesAll whether there is a route for every request
    private record SerialisedHost(
            Optional<ByteString> bytes,
            Collection<String> clusters,
            List<String> secrets,
            boolean takesAll) {}

    /// @param exists whether there is such an upstream
    RouteResources(
            RoutingGraph routing,
            PatchedResources patched,
            Derivation<GroupUpstream, Boolean> exists) {
        this.routing = routing;
        this.patched = patched;
        this.exists = exists;
        IncrementalGraph graph = routing.graph;
        hosts = graph.derivation("envoy virtual host", this::host);
        outputs =
                List.of(
                        new TypeOutput<>(
                                ResourceType.ROUTE,
                                graph.outputOfPresent(
                                        routing.gateways.routeTables,
                                        graph.derivation("envoy routes", this::routes)),
                                GroupTable::group,
                                GroupTable::table),
                        new TypeOutput<>(
                                ResourceType.SCOPED_ROUTE,
                                graph.outputOfPresent(
                                        routing.routes.routeTables.allHosts,
                                        graph.derivation("envoy scope of host", this::scope)),
                                GroupHost::group,
                                host -> RouteScope.resourceName(host.table(), host.domain())),
                        new TypeOutput<>(
                                ResourceType.ROUTE,
                                graph.outputOfPresent(
                                        routing.routes.routeTables.allHosts,
                                        graph.derivation("envoy routes of host", this::onDemand)),
                                GroupHost::group,
                                host -> RouteScope.key(host.table(), host.domain())),
                        new TypeOutput<>(
                                ResourceType.LISTENER,
                                graph.outputOfPresent(
                                        routing.groups,
                                        graph.derivation(
                                                "envoy listener of scopes", this::scopesListener)),
                                Function.identity(),
                                _ -> ScopesListenerTranslator.NAME),
                        new TypeOutput<>(
                                ResourceType.SCOPED_ROUTE,
                                graph.outputOfPresent(
                                        routing.gateways.routeTables,
                                        graph.derivation(
                                                "envoy scope of wildcards", this::wildcards)),
                                GroupTable::group,
                                table -> RouteScope.wildcards(table.table())));
    }

    List<TypeOutput<?>> outputs() {
        return outputs;
    }

    private SerialisedHost host(Evaluation e, GroupHost key) {
        if (patched.concernHosts(e, key.group())) {
            Patched<VirtualHost> host = e.get(patched.hosts, key);
            if (!host.met().isEmpty()) {
                return patchedHost(host);
            }
        }
        HostRoutes host = e.get(routing.routes.hostRoutes, key);
        References named = References.of(host);
        return new SerialisedHost(
                Optional.of(RouteTranslator.hostRoutes(host).toByteString()),
                named.clusters(),
                named.secrets(),
                !host.rules().isEmpty() && host.rules().getLast().match().matchesAll());
    }

    /// Whether its last route takes every request is not looked at: one more that answers 404 is
    /// the same.
    private static SerialisedHost patchedHost(Patched<VirtualHost> host) {
        return new SerialisedHost(
                host.resource().map(VirtualHost::toByteString),
                host.resource()
                        .map(found -> NamedResources.of(found).clusters())
                        .orElse(Collections.emptySortedSet()),
                List.of(),
                false);
    }

    private Optional<VersionedResource> routes(Evaluation e, GroupTable key) {
        if (delivery(e, key) != RouteDelivery.WHOLE_TABLE) {
            return Optional.empty();
        }
        List<GroupHost> hosts = e.get(routing.routes.routeTables.hosts, key);
        return Optional.of(
                VersionedResource.ofSerialised(
                        ResourceType.ROUTE,
                        key.table(),
                        RouteTranslator.assembleSerialized(
                                frame(e, key), serialised(e, key, hosts)),
                        clusters(e, key, hosts)));
    }

    private Optional<VersionedResource> scope(Evaluation e, GroupHost key) {
        GroupTable table = key.tableKey();
        if (delivery(e, table) == RouteDelivery.HOST_ON_DEMAND) {
            return apart(e, key).map(_ -> scopeOnDemand(table, key.domain()));
        }
        return apart(e, key)
                .map(host ->
                        VersionedResource.ofSerialised(
                                ResourceType.SCOPED_ROUTE,
                                RouteScope.resourceName(key.table(), key.domain()),
                                ScopedRouteTranslator.assembleSerialized(
                                        frame(e, table),
                                        key.domain(),
                                        host.bytes().orElseThrow(),
                                        host.takesAll()),
                                scopeReferences(e, table, List.of(key))));
    }

    /// Its routes are not among what it refers to: a proxy need not ask for them.
    private static VersionedResource scopeOnDemand(GroupTable table, String domain) {
        return VersionedResource.of(
                ResourceType.SCOPED_ROUTE,
                RouteScope.resourceName(table.table(), domain),
                ScopedRouteTranslator.onDemand(table.table(), domain),
                List.of(wildcardsOf(table)));
    }

    private Optional<VersionedResource> onDemand(Evaluation e, GroupHost key) {
        GroupTable table = key.tableKey();
        if (delivery(e, table) != RouteDelivery.HOST_ON_DEMAND) {
            return Optional.empty();
        }
        return apart(e, key)
                .map(host ->
                        VersionedResource.ofSerialised(
                                ResourceType.ROUTE,
                                RouteScope.key(key.table(), key.domain()),
                                ScopedRouteTranslator.routesOnDemand(
                                        frame(e, table),
                                        key.domain(),
                                        host.bytes().orElseThrow(),
                                        host.takesAll()),
                                clusters(e, table, List.of(key))));
    }

    /// A host that is delivered by itself, and is there.
    private Optional<SerialisedHost> apart(Evaluation e, GroupHost key) {
        GroupTable table = key.tableKey();
        return key.exact()
                        && delivery(e, table).byHost()
                        && e.hasMembers(routing.gateways.routeTables, table, 1)
                ? Optional.of(e.get(hosts, key)).filter(host -> host.bytes().isPresent())
                : Optional.empty();
    }

    private Optional<VersionedResource> wildcards(Evaluation e, GroupTable key) {
        if (!delivery(e, key).byHost()) {
            return Optional.empty();
        }
        List<GroupHost> hosts = e.get(routing.routes.routeTables.wildcards, key);
        return Optional.of(
                VersionedResource.ofSerialised(
                        ResourceType.SCOPED_ROUTE,
                        RouteScope.wildcards(key.table()),
                        ScopedRouteTranslator.assembleSerialized(
                                frame(e, key), serialised(e, key, hosts)),
                        scopeReferences(e, key, hosts)));
    }

    private Optional<VersionedResource> scopesListener(Evaluation e, String group) {
        return e.get(routing.routes.routeTables.byHost, group)
                .map(delivery ->
                        VersionedResource.of(
                                ResourceType.LISTENER,
                                ScopesListenerTranslator.NAME,
                                ScopesListenerTranslator.translate(delivery),
                                List.of()));
    }

    /// The wildcards stand for the table: when they leave, all of it does.
    private List<ResourceName> scopeReferences(
            Evaluation e, GroupTable table, List<GroupHost> hosts) {
        List<ResourceName> references = clusters(e, table, hosts);
        references.add(wildcardsOf(table));
        return references;
    }

    private static ResourceName wildcardsOf(GroupTable table) {
        return new ResourceName(ResourceType.SCOPED_ROUTE, RouteScope.wildcards(table.table()));
    }

    private RouteDelivery delivery(Evaluation e, GroupTable key) {
        return e.get(routing.routes.routeTables.delivery, key);
    }

    private RouteConfiguration frame(Evaluation e, GroupTable key) {
        return patched.concernTables(e, key.group())
                ? e.get(patched.tables, key).resource().orElseThrow()
                : RouteTranslator.frame(
                        new RouteTable(
                                key.table(), e.get(routing.ports.http3Port, key), List.of()));
    }

    private List<ByteString> serialised(Evaluation e, GroupTable key, List<GroupHost> hostsOf) {
        List<ByteString> serialised = new ArrayList<>();
        hostsOf.forEach(host -> e.get(hosts, host).bytes().ifPresent(serialised::add));
        e.get(routing.misdirected.hostRoutes, key)
                .map(hosts -> RouteTranslator.hostRoutes(hosts).toByteString())
                .ifPresent(serialised::add);
        return serialised;
    }

    /// Only clusters that exist count as referred to: a route to an unknown Service answers 503 and
    /// waits for nothing.
    private List<ResourceName> clusters(Evaluation e, GroupTable table, List<GroupHost> of) {
        List<String> named = new ArrayList<>();
        of.forEach(host -> named.addAll(e.get(hosts, host).clusters()));
        if (patched.concernTables(e, table.group())) {
            named.addAll(NamedResources.of(frame(e, table)).clusters());
        }
        List<ResourceName> clusters = new ArrayList<>();
        named.stream()
                .filter(name -> e.get(exists, new GroupUpstream(table.group(), name)))
                .forEach(name -> clusters.add(new ResourceName(ResourceType.CLUSTER, name)));
        of.stream()
                .flatMap(host -> e.get(hosts, host).secrets().stream())
                .distinct()
                .forEach(name -> clusters.add(new ResourceName(ResourceType.SECRET, name)));
        return clusters;
    }
}
