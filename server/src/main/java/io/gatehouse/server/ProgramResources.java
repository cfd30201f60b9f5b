// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.GroupProgram;
import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.RoutingGraph;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.istio.PlacedProgram;
import io.gatehouse.envoy.program.ProgramTranslator;
import io.gatehouse.routing.TrafficProgram;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.ResourceType;
import io.gatehouse.xds.VersionedResource;
import java.util.List;

/// Programs of users as Envoy resources. All groups share the bytes of a program that calls no
/// cluster: a module may have megabytes.
final class ProgramResources {
    private final RoutingGraph routing;
    private final Derivation<GroupUpstream, Boolean> exists;
    private final Derivation<ObjectKey, VersionedResource> shared;

    /// @param exists whether there is such an upstream
    ProgramResources(RoutingGraph routing, Derivation<GroupUpstream, Boolean> exists) {
        this.routing = routing;
        this.exists = exists;
        shared =
                routing.graph.derivation(
                        "envoy program", (e, key) -> resource(program(e, key), List.of()));
    }

    TypeOutput<GroupProgram> output() {
        IncrementalGraph graph = routing.graph;
        return new TypeOutput<>(
                ResourceType.EXTENSION_CONFIG,
                graph.output(
                        routing.ports.programs,
                        graph.derivation("envoy program of group", this::resource)),
                GroupProgram::group,
                key -> PlacedProgram.name(key.object()));
    }

    private VersionedResource resource(Evaluation e, GroupProgram key) {
        TrafficProgram program = program(e, key.object());
        List<ResourceName> clusters =
                program.upstreams().stream()
                        .filter(name -> e.get(exists, new GroupUpstream(key.group(), name)))
                        .map(name -> new ResourceName(ResourceType.CLUSTER, name))
                        .toList();
        return clusters.isEmpty() ? e.get(shared, key.object()) : resource(program, clusters);
    }

    private TrafficProgram program(Evaluation e, ObjectKey key) {
        return e.get(routing.policies.extensions.program, key).orElseThrow();
    }

    private static VersionedResource resource(
            TrafficProgram program, List<ResourceName> references) {
        return VersionedResource.of(
                ResourceType.EXTENSION_CONFIG,
                program.name(),
                ProgramTranslator.translate(program),
                references);
    }
}
