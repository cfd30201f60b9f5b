// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import com.google.protobuf.ByteString;
import io.gatehouse.engine.GroupHost;
import io.gatehouse.engine.GroupPort;
import io.gatehouse.engine.GroupSecret;
import io.gatehouse.engine.GroupTable;
import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.RoutingGraph;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.engine.graph.Output;
import io.gatehouse.envoy.References;
import io.gatehouse.envoy.bootstrap.PeerClusterTranslator;
import io.gatehouse.envoy.cluster.ClusterTranslator;
import io.gatehouse.envoy.endpoint.EndpointTranslator;
import io.gatehouse.envoy.listener.ListenerTranslator;
import io.gatehouse.envoy.route.RouteTranslator;
import io.gatehouse.envoy.secret.SecretTranslator;
import io.gatehouse.routing.Discovery;
import io.gatehouse.routing.HostRoutes;
import io.gatehouse.routing.RouteTable;
import io.gatehouse.routing.ServerPort;
import io.gatehouse.routing.Upstream;
import io.gatehouse.routing.UpstreamEndpoints;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.ResourceType;
import io.gatehouse.xds.VersionedResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// The last step of the line: the routing model as versioned Envoy resources, one derivation for
/// each type. Hosts are serialised one by one, so that a table of many hosts is put together from
/// bytes.
final class EnvoyResources {
    private final RoutingGraph routing;
    private final Derivation<GroupUpstream, VersionedResource> endpoints;
    private final Derivation<GroupUpstream, Optional<VersionedResource>> clusters;
    private final Derivation<GroupHost, SerialisedHost> hosts;
    private final List<TypeOutput<?>> outputs;

    private record SerialisedHost(ByteString bytes, List<String> clusters) {}

    /// The resources of one type.
    private record TypeOutput<K>(
            ResourceType type,
            Output<K, VersionedResource> output,
            Function<K, String> group,
            Function<K, String> name) {
        void collect(ResourceChanges.Collector collector) {
            for (Output.Change<K, VersionedResource> change : output.changes()) {
                String owner = group.apply(change.key());
                change.value()
                        .ifPresentOrElse(
                                resource -> collector.upsert(owner, resource),
                                () ->
                                        collector.remove(
                                                owner,
                                                new ResourceName(type, name.apply(change.key()))));
            }
        }
    }

    EnvoyResources(RoutingGraph routing) {
        this.routing = routing;
        IncrementalGraph graph = routing.graph;
        clusters = graph.derivation("envoy cluster of upstream", this::cluster);
        endpoints = graph.derivation("envoy endpoints of upstream", this::endpoints);
        hosts = graph.derivation("envoy virtual host", this::host);
        Index<GroupUpstream, GroupUpstream> delivered =
                graph.index(
                        "upstreams of delivered endpoints",
                        routing.namedUpstreams,
                        this::ifDelivered);
        outputs =
                List.of(
                        new TypeOutput<>(
                                ResourceType.CLUSTER,
                                graph.output(
                                        routing.namedUpstreams,
                                        graph.derivation(
                                                "envoy cluster",
                                                (e, key) -> e.get(clusters, key).orElseThrow())),
                                GroupUpstream::group,
                                GroupUpstream::upstream),
                        new TypeOutput<>(
                                ResourceType.ENDPOINT,
                                graph.output(delivered, endpoints),
                                GroupUpstream::group,
                                GroupUpstream::upstream),
                        new TypeOutput<>(
                                ResourceType.ENDPOINT,
                                graph.output(
                                        routing.peers.told,
                                        graph.derivation("envoy endpoints of peers", this::peers)),
                                Function.identity(),
                                _ -> PeerClusterTranslator.NAME),
                        new TypeOutput<>(
                                ResourceType.LISTENER,
                                graph.output(
                                        routing.ports.ports,
                                        graph.derivation("envoy listener", this::listener)),
                                GroupPort::group,
                                GroupPort::name),
                        new TypeOutput<>(
                                ResourceType.ROUTE,
                                graph.output(
                                        routing.gateways.routeTables,
                                        graph.derivation("envoy routes", this::routes)),
                                GroupTable::group,
                                GroupTable::table),
                        new TypeOutput<>(
                                ResourceType.SECRET,
                                graph.output(
                                        routing.secrets.secrets,
                                        graph.derivation("envoy secret", this::secret)),
                                GroupSecret::group,
                                GroupSecret::name));
    }

    /// All that has changed since the last call, by group.
    Map<String, ResourceChanges> changes() {
        ResourceChanges.Collector collector = new ResourceChanges.Collector();
        outputs.forEach(output -> output.collect(collector));
        return collector.changes();
    }

    private Optional<VersionedResource> cluster(Evaluation e, GroupUpstream key) {
        return e.get(routing.upstreams.upstream, key)
                .map(upstream ->
                        VersionedResource.of(
                                ResourceType.CLUSTER,
                                key.upstream(),
                                ClusterTranslator.translate(upstream),
                                names(References.of(upstream))));
    }

    private Set<GroupUpstream> ifDelivered(Evaluation e, GroupUpstream key) {
        return e.get(routing.upstreams.upstream, key)
                .filter(upstream -> upstream.discovery() instanceof Discovery.Delivered)
                .map(_ -> Set.of(key))
                .orElse(Set.of());
    }

    private VersionedResource endpoints(Evaluation e, GroupUpstream key) {
        return VersionedResource.of(
                ResourceType.ENDPOINT,
                key.upstream(),
                EndpointTranslator.translate(e.get(routing.upstreams.endpoints, key)),
                List.of());
    }

    private VersionedResource peers(Evaluation e, String group) {
        return VersionedResource.of(
                ResourceType.ENDPOINT,
                PeerClusterTranslator.NAME,
                EndpointTranslator.translate(
                        new UpstreamEndpoints(
                                PeerClusterTranslator.NAME, e.get(routing.peers.peers, group))),
                List.of());
    }

    private boolean exists(Evaluation e, String group, String upstream) {
        return e.get(routing.upstreams.upstream, new GroupUpstream(group, upstream))
                .map(Upstream::name)
                .isPresent();
    }

    private VersionedResource listener(Evaluation e, GroupPort key) {
        ServerPort port = e.get(routing.ports.serverPort, key);
        References named = References.of(port);
        List<String> clusters =
                named.clusters().stream().filter(name -> exists(e, key.group(), name)).toList();
        return VersionedResource.of(
                ResourceType.LISTENER,
                port.name(),
                ListenerTranslator.translate(port),
                names(
                        new References(
                                clusters, named.endpoints(), named.routes(), named.secrets())));
    }

    private SerialisedHost host(Evaluation e, GroupHost key) {
        HostRoutes host = e.get(routing.routes.hostRoutes, key);
        return new SerialisedHost(
                RouteTranslator.hostRoutes(host).toByteString(), References.of(host).clusters());
    }

    /// Only clusters that exist count as referred to: a route to an unknown Service answers 503 and
    /// waits for nothing.
    private VersionedResource routes(Evaluation e, GroupTable key) {
        List<ByteString> serialised = new ArrayList<>();
        List<ResourceName> references = new ArrayList<>();
        for (GroupHost hostKey : e.get(routing.routes.tableHosts, key)) {
            SerialisedHost host = e.get(hosts, hostKey);
            serialised.add(host.bytes());
            host.clusters().stream()
                    .filter(name -> exists(e, key.group(), name))
                    .forEach(name -> references.add(new ResourceName(ResourceType.CLUSTER, name)));
        }
        e.get(routing.misdirected.hostRoutes, key)
                .map(hosts -> RouteTranslator.hostRoutes(hosts).toByteString())
                .ifPresent(serialised::add);
        return VersionedResource.ofSerialised(
                ResourceType.ROUTE,
                key.table(),
                RouteTranslator.assembleSerialized(
                        new RouteTable(key.table(), e.get(routing.ports.http3Port, key), List.of()),
                        serialised),
                references);
    }

    private VersionedResource secret(Evaluation e, GroupSecret key) {
        return VersionedResource.of(
                ResourceType.SECRET,
                key.name(),
                SecretTranslator.translate(e.get(routing.secrets.material, key)),
                List.of());
    }

    private static Collection<ResourceName> names(References references) {
        return Stream.of(
                        named(ResourceType.CLUSTER, references.clusters()),
                        named(ResourceType.ENDPOINT, references.endpoints()),
                        named(ResourceType.ROUTE, references.routes()),
                        named(ResourceType.SECRET, references.secrets()))
                .flatMap(Function.identity())
                .toList();
    }

    private static Stream<ResourceName> named(ResourceType type, List<String> names) {
        return names.stream().map(name -> new ResourceName(type, name));
    }
}
