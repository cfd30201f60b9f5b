// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.GroupPolicy;
import io.gatehouse.engine.GroupPort;
import io.gatehouse.engine.GroupSecret;
import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.RoutingGraph;
import io.gatehouse.engine.gatehouse.GroupLoginSecret;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.engine.graph.Output;
import io.gatehouse.envoy.PolicyName;
import io.gatehouse.envoy.References;
import io.gatehouse.envoy.RouteScope;
import io.gatehouse.envoy.bootstrap.PeerClusterTranslator;
import io.gatehouse.envoy.cluster.ClusterTranslator;
import io.gatehouse.envoy.endpoint.EndpointTranslator;
import io.gatehouse.envoy.filter.PolicyTranslator;
import io.gatehouse.envoy.listener.ListenerTranslator;
import io.gatehouse.envoy.patch.NamedResources;
import io.gatehouse.envoy.patch.Patched;
import io.gatehouse.envoy.secret.SecretTranslator;
import io.gatehouse.routing.Discovery;
import io.gatehouse.routing.ServerPort;
import io.gatehouse.routing.StagePolicy;
import io.gatehouse.routing.Upstream;
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
    private final PatchedResources patched;
    private final AddedResources added;
    private final List<TypeOutput<?>> addedOutputs;
    private final PatchFindings findings;
    private final RouteResources routes;
    private final List<TypeOutput<?>> outputs;

    EnvoyResources(RoutingGraph routing) {
        this.routing = routing;
        IncrementalGraph graph = routing.graph;
        patched = new PatchedResources(routing);
        added = new AddedResources(routing, patched.patches);
        exists = graph.derivation("upstream exists", this::exists);
        clusters = graph.derivation("envoy cluster of upstream", this::cluster);
        endpoints = graph.derivation("envoy endpoints of upstream", this::endpoints);
        routes = new RouteResources(routing, patched, exists);
        addedOutputs = added.outputs(exists);
        findings = new PatchFindings(routing, patched, added);
        Index<GroupUpstream, GroupUpstream> delivered =
                graph.index(
                        "upstreams of delivered endpoints",
                        routing.namedUpstreams,
                        this::ifDelivered);
        outputs =
                List.of(
                        new TypeOutput<>(
                                ResourceType.CLUSTER,
                                graph.outputOfPresent(
                                        routing.namedUpstreams,
                                        graph.derivation(
                                                "envoy cluster", (e, key) -> e.get(clusters, key))),
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
                                graph.outputOfPresent(
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
                                ResourceType.SECRET,
                                graph.output(
                                        graph.union(List.of(routing.loginSecrets.secrets)),
                                        graph.derivation("envoy login secret", this::loginSecret)),
                                GroupLoginSecret::group,
                                key -> key.secret().name()),
                        new TypeOutput<>(
                                ResourceType.EXTENSION_CONFIG,
                                graph.output(
                                        routing.ports.policies,
                                        graph.derivation("envoy policy", this::policy)),
                                GroupPolicy::group,
                                key -> PolicyName.of(key.stage())),
                        new ProgramResources(routing, exists).output());
    }

    /// All that has changed since the last call, by group.
    Map<String, ResourceChanges> changes() {
        ResourceChanges.Collector collector = new ResourceChanges.Collector();
        outputs.forEach(output -> output.collect(collector));
        routes.outputs().forEach(output -> output.collect(collector));
        addedOutputs.forEach(output -> output.collect(collector));
        return collector.changes();
    }

    /// Which objects have patched what is delivered.
    PatchedNames patchedNames() {
        return findings.names();
    }

    /// What is to be said about each object, with what shows only in Envoy's words.
    List<Output<ObjectKey, List<Finding>>> allFindings() {
        return Stream.concat(routing.findings().stream(), Stream.of(findings.output())).toList();
    }

    private boolean exists(Evaluation e, GroupUpstream key) {
        if (added.has(e, key.group(), ResourceType.CLUSTER, key.upstream())) {
            return true;
        }
        return e.get(routing.upstreams.upstream, key).isPresent()
                && (!patched.concernUpstreams(e, key.group())
                        || e.get(patched.clusters, key).resource().isPresent());
    }

    private Optional<VersionedResource> cluster(Evaluation e, GroupUpstream key) {
        Optional<Upstream> upstream = e.get(routing.upstreams.upstream, key);
        if (upstream.isPresent() && patched.concernUpstreams(e, key.group())) {
            return e.get(patched.clusters, key)
                    .resource()
                    .map(cluster ->
                            VersionedResource.of(
                                    ResourceType.CLUSTER,
                                    key.upstream(),
                                    cluster,
                                    names(references(upstream.get(), cluster))));
        }
        return upstream.map(found ->
                VersionedResource.of(
                        ResourceType.CLUSTER,
                        key.upstream(),
                        ClusterTranslator.translate(found),
                        names(References.of(found))));
    }

    /// A patch may have it find its endpoints in another way.
    private static References references(Upstream upstream, Cluster cluster) {
        References named = References.of(upstream);
        boolean delivered = cluster.getType() == Cluster.DiscoveryType.EDS;
        return new References(
                List.of(),
                delivered ? named.endpoints() : List.of(),
                List.of(),
                List.of(),
                stillNamed(named.secrets(), NamedResources.of(cluster)));
    }

    /// A proxy does not ask for what a patch has taken away.
    private static List<String> stillNamed(List<String> names, NamedResources named) {
        return names.stream().filter(name -> named.texts().contains(name)).toList();
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

    private Optional<VersionedResource> listener(Evaluation e, GroupPort key) {
        if (patched.concernListeners(e, key.group())) {
            Patched<Listener> listener = e.get(patched.listeners, key);
            return listener.resource().map(found -> patchedListener(e, key, found));
        }
        ServerPort port = e.get(routing.ports.serverPort, key);
        References named = References.of(port);
        return Optional.of(listener(e, key, ListenerTranslator.translate(port), named, List.of()));
    }

    private VersionedResource patchedListener(Evaluation e, GroupPort key, Listener listener) {
        References named = References.of(e.get(routing.ports.serverPort, key));
        NamedResources still = NamedResources.of(listener);
        References left =
                new References(
                        stillNamed(named.clusters(), still),
                        named.endpoints(),
                        named.scopes(),
                        stillNamed(named.routes(), still),
                        stillNamed(named.secrets(), still),
                        stillNamed(named.policies(), still));
        return listener(e, key, listener, left, added.references(e, exists, key.group(), listener));
    }

    private VersionedResource listener(
            Evaluation e,
            GroupPort key,
            Listener listener,
            References named,
            Collection<ResourceName> others) {
        List<String> clusters = existing(e, key.group(), named.clusters());
        References references =
                new References(
                        clusters,
                        named.endpoints(),
                        named.scopes(),
                        named.routes(),
                        named.secrets(),
                        named.policies());
        return VersionedResource.of(
                ResourceType.LISTENER,
                key.name(),
                listener,
                Stream.concat(names(references).stream(), others.stream()).toList());
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

    private VersionedResource loginSecret(Evaluation e, GroupLoginSecret key) {
        return VersionedResource.of(
                ResourceType.SECRET,
                key.secret().name(),
                SecretTranslator.translate(e.get(routing.loginSecrets.material, key)),
                List.of());
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
