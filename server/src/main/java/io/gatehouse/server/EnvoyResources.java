// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.engine.GroupPolicy;
import io.gatehouse.engine.GroupPort;
import io.gatehouse.engine.GroupSecret;
import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.RoutingGraph;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.envoy.PolicyName;
import io.gatehouse.envoy.References;
import io.gatehouse.envoy.RouteScope;
import io.gatehouse.envoy.bootstrap.PeerClusterTranslator;
import io.gatehouse.envoy.cluster.ClusterTranslator;
import io.gatehouse.envoy.endpoint.EndpointTranslator;
import io.gatehouse.envoy.filter.PolicyTranslator;
import io.gatehouse.envoy.listener.ListenerTranslator;
import io.gatehouse.envoy.secret.SecretTranslator;
import io.gatehouse.routing.Discovery;
import io.gatehouse.routing.ServerPort;
import io.gatehouse.routing.StagePolicy;
import io.gatehouse.routing.UpstreamEndpoints;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.ResourceType;
import io.gatehouse.xds.VersionedResource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// The last step of the line: the routing model as versioned Envoy resources, one derivation for
/// each type.
final class EnvoyResources {
    private final RoutingGraph routing;
    private final Derivation<GroupUpstream, VersionedResource> endpoints;
    private final Derivation<GroupUpstream, Optional<VersionedResource>> clusters;
    private final Derivation<GroupUpstream, Boolean> exists;
    private final RouteResources routes;
    private final List<TypeOutput<?>> outputs;

    EnvoyResources(RoutingGraph routing) {
        this.routing = routing;
        IncrementalGraph graph = routing.graph;
        exists =
                graph.derivation(
                        "upstream exists",
                        (e, key) -> e.get(routing.upstreams.upstream, key).isPresent());
        clusters = graph.derivation("envoy cluster of upstream", this::cluster);
        endpoints = graph.derivation("envoy endpoints of upstream", this::endpoints);
        routes = new RouteResources(routing, exists);
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
                                ResourceType.SECRET,
                                graph.output(
                                        routing.secrets.secrets,
                                        graph.derivation("envoy secret", this::secret)),
                                GroupSecret::group,
                                GroupSecret::name),
                        new TypeOutput<>(
                                ResourceType.EXTENSION_CONFIG,
                                graph.output(
                                        routing.ports.policies,
                                        graph.derivation("envoy policy", this::policy)),
                                GroupPolicy::group,
                                key -> PolicyName.of(key.stage())));
    }

    /// All that has changed since the last call, by group.
    Map<String, ResourceChanges> changes() {
        ResourceChanges.Collector collector = new ResourceChanges.Collector();
        outputs.forEach(output -> output.collect(collector));
        routes.outputs().forEach(output -> output.collect(collector));
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

    private VersionedResource listener(Evaluation e, GroupPort key) {
        ServerPort port = e.get(routing.ports.serverPort, key);
        References named = References.of(port);
        List<String> clusters = existing(e, key.group(), named.clusters());
        return VersionedResource.of(
                ResourceType.LISTENER,
                port.name(),
                ListenerTranslator.translate(port),
                names(
                        new References(
                                clusters,
                                named.endpoints(),
                                named.scopes(),
                                named.routes(),
                                named.secrets(),
                                named.policies())));
    }

    private VersionedResource policy(Evaluation e, GroupPolicy key) {
        StagePolicy policy = e.get(routing.policies.policy, key);
        List<String> clusters = existing(e, key.group(), References.of(policy).clusters());
        return VersionedResource.of(
                ResourceType.EXTENSION_CONFIG,
                PolicyName.of(key.stage()),
                PolicyTranslator.translate(policy),
                named(ResourceType.CLUSTER, clusters).toList());
    }

    private List<String> existing(Evaluation e, String group, List<String> clusters) {
        return clusters.stream()
                .filter(name -> e.get(exists, new GroupUpstream(group, name)))
                .toList();
    }

    private VersionedResource secret(Evaluation e, GroupSecret key) {
        return VersionedResource.of(
                ResourceType.SECRET,
                key.name(),
                SecretTranslator.translate(e.get(routing.secrets.material, key)),
                key.table().map(EnvoyResources::scopes).stream().toList());
    }

    /// Which stand for the table: while they are there, its connections ask for certificates.
    private static ResourceName scopes(String table) {
        return new ResourceName(ResourceType.SCOPED_ROUTE, RouteScope.wildcards(table));
    }

    private static Collection<ResourceName> names(References references) {
        return Stream.of(
                        named(ResourceType.CLUSTER, references.clusters()),
                        named(ResourceType.ENDPOINT, references.endpoints()),
                        named(ResourceType.SCOPED_ROUTE, references.scopes()),
                        named(ResourceType.ROUTE, references.routes()),
                        named(ResourceType.SECRET, references.secrets()),
                        named(ResourceType.EXTENSION_CONFIG, references.policies()))
                .flatMap(Function.identity())
                .toList();
    }

    private static Stream<ResourceName> named(ResourceType type, List<String> names) {
        return names.stream().map(name -> new ResourceName(type, name));
    }
}
