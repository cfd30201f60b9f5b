// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.gatehouse.engine.GroupPort;
import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.RoutingGraph;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.envoy.patch.NamedResources;
import io.gatehouse.envoy.patch.ReadPatch;
import io.gatehouse.routing.PatchId;
import io.gatehouse.routing.PatchProblem;
import io.gatehouse.routing.PatchProblem.Weight;
import io.gatehouse.routing.Transport;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.ResourceType;
import io.gatehouse.xds.VersionedResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Listeners, clusters and extensions that are there because a patch adds them.
final class AddedResources {
    final Derivation<String, Additions> additions;

    private final RoutingGraph routing;
    private final PatchNodes patches;

    /// What a group is given by patches alone, and why not all of it.
    record Additions(
            Map<ResourceName, Message> resources,
            Map<ResourceName, PatchId> origins,
            Set<PatchId> met,
            List<PatchProblem> problems) {
        Additions {
            resources = Map.copyOf(resources);
            origins = Map.copyOf(origins);
            met = Set.copyOf(met);
            problems = List.copyOf(problems);
        }
    }

    record Addition(String group, ResourceName name) {}

    AddedResources(RoutingGraph routing, PatchNodes patches) {
        this.routing = routing;
        this.patches = patches;
        additions = routing.graph.derivation("added resources", this::additions);
    }

    /// @param exists whether there is such an upstream
    List<TypeOutput<?>> outputs(Derivation<GroupUpstream, Boolean> exists) {
        return Stream.of(ResourceType.CLUSTER, ResourceType.LISTENER, ResourceType.EXTENSION_CONFIG)
                .<TypeOutput<?>>map(type -> output(type, exists))
                .toList();
    }

    /// Which object has added what.
    PatchedNames.Part<Addition> names() {
        Index<String, Addition> keys =
                routing.graph.index(
                        "all added",
                        routing.groups,
                        (e, group) ->
                                e.get(additions, group).resources().keySet().stream()
                                        .map(name -> new Addition(group, name))
                                        .collect(Collectors.toSet()));
        return new PatchedNames.Part<>(
                routing.graph.output(
                        keys,
                        routing.graph.derivation(
                                "objects that add",
                                (e, key) -> Set.of(PatchNodes.object(origin(e, key))))),
                Addition::group,
                addition -> List.of(addition.name()));
    }

    private TypeOutput<Addition> output(
            ResourceType type, Derivation<GroupUpstream, Boolean> exists) {
        IncrementalGraph graph = routing.graph;
        Index<String, Addition> keys =
                graph.index("added " + type, routing.groups, (e, group) -> keys(e, group, type));
        return new TypeOutput<>(
                type,
                graph.output(
                        keys,
                        graph.derivation(
                                "envoy added " + type, (e, key) -> resource(e, exists, key))),
                Addition::group,
                addition -> addition.name().name());
    }

    private Set<Addition> keys(Evaluation e, String group, ResourceType type) {
        return e.get(additions, group).resources().keySet().stream()
                .filter(name -> name.type() == type)
                .map(name -> new Addition(group, name))
                .collect(Collectors.toSet());
    }

    private PatchId origin(Evaluation e, Addition key) {
        return Optional.ofNullable(e.get(additions, key.group()).origins().get(key.name()))
                .orElseThrow();
    }

    private VersionedResource resource(
            Evaluation e, Derivation<GroupUpstream, Boolean> exists, Addition key) {
        Message message =
                Optional.ofNullable(e.get(additions, key.group()).resources().get(key.name()))
                        .orElseThrow();
        return VersionedResource.of(
                key.name().type(),
                key.name().name(),
                message,
                key.name().type() == ResourceType.CLUSTER
                        ? List.of()
                        : references(e, exists, key.group(), message));
    }

    boolean has(Evaluation e, String group, ResourceType type, String name) {
        return e.get(additions, group).resources().containsKey(new ResourceName(type, name));
    }

    /// What a resource names in Envoy's own words, and there is.
    Collection<ResourceName> references(
            Evaluation e,
            Derivation<GroupUpstream, Boolean> exists,
            String group,
            Message resource) {
        NamedResources named = NamedResources.of(resource);
        Set<ResourceName> references = new LinkedHashSet<>();
        named.clusters().stream()
                .filter(name -> e.get(exists, new GroupUpstream(group, name)))
                .forEach(name -> references.add(new ResourceName(ResourceType.CLUSTER, name)));
        named.extensions().stream()
                .filter(name -> has(e, group, ResourceType.EXTENSION_CONFIG, name))
                .forEach(name ->
                        references.add(new ResourceName(ResourceType.EXTENSION_CONFIG, name)));
        return references;
    }

    private Additions additions(Evaluation e, String group) {
        Map<ResourceName, Message> resources = new LinkedHashMap<>();
        Map<ResourceName, PatchId> origins = new LinkedHashMap<>();
        Set<PatchId> met = new LinkedHashSet<>();
        List<PatchProblem> problems = new ArrayList<>();
        for (ReadPatch patch : e.get(patches.additions, group)) {
            ResourceName name = name(patch.value());
            PatchId id = patch.patch().id();
            met.add(id);
            Optional<String> conflict =
                    resources.containsKey(name)
                            ? Optional.of("another patch adds %s too".formatted(name))
                            : conflict(e, group, patch.value());
            if (conflict.isEmpty()) {
                resources.put(name, patch.value());
                origins.put(name, id);
            } else {
                problems.add(new PatchProblem(id, "patch.value", Weight.LEFT_OUT, conflict.get()));
            }
        }
        return new Additions(resources, origins, met, problems);
    }

    private static ResourceName name(Message value) {
        return switch (value) {
            case Cluster cluster -> new ResourceName(ResourceType.CLUSTER, cluster.getName());
            case Listener listener -> new ResourceName(ResourceType.LISTENER, listener.getName());
            case TypedExtensionConfig extension ->
                    new ResourceName(ResourceType.EXTENSION_CONFIG, extension.getName());
            default -> throw new IllegalStateException("no resource: " + value.getClass());
        };
    }

    /// Envoy refuses what is there twice, whichever is meant.
    private Optional<String> conflict(Evaluation e, String group, Message value) {
        return switch (value) {
            case Cluster cluster
                    when e.get(
                                    routing.upstreams.upstream,
                                    new GroupUpstream(group, cluster.getName()))
                            .isPresent() ->
                    Optional.of(
                            "there is a cluster %s (expected: another name, or a MERGE into it)"
                                    .formatted(cluster.getName()));
            case Listener listener when listener.getName().isEmpty() ->
                    Optional.of("a listener must have a name");
            case Listener listener when !takesConnections(listener) ->
                    Optional.of(
                            "found no filter chains (expected: at least one that says what becomes of a connection)");
            case Listener listener -> taken(e, group, listener);
            default -> Optional.empty();
        };
    }

    private static boolean takesConnections(Listener listener) {
        return listener.getFilterChainsCount() > 0
                || listener.hasDefaultFilterChain()
                || listener.hasApiListener()
                || listener.hasUdpListenerConfig();
    }

    private Optional<String> taken(Evaluation e, String group, Listener listener) {
        SocketAddress address = listener.getAddress().getSocketAddress();
        GroupPort port =
                new GroupPort(group, address.getAddress(), address.getPortValue(), Transport.TCP);
        boolean there = !e.members(routing.ports.ports, port).isEmpty();
        return there
                ? Optional.of(
                        "a Gateway's listener %s has its address %s:%d (expected: another one)"
                                .formatted(
                                        port.name(), address.getAddress(), address.getPortValue()))
                : Optional.empty();
    }
}
