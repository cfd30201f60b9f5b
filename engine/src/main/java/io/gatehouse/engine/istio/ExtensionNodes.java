// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.TrafficExtension;
import io.gatehouse.config.istio.WasmPlugin;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.GroupNamespaces;
import io.gatehouse.engine.GroupProgram;
import io.gatehouse.engine.Precedence;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Table;
import io.gatehouse.routing.ProgramSteps;
import io.gatehouse.routing.TrafficProgram;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;

/// From TrafficExtensions, and WasmPlugins as such, to the programs that a group's proxies run.
/// What a chain depends on is only which there are, and where.
public final class ExtensionNodes {
    /// Of an object; absent while its module is fetched for the first time: proxies that have one
    /// from before keep it for as long, and new listeners wait.
    public final Derivation<ObjectKey, Optional<TrafficProgram>> program;

    public final ModuleNodes modules;

    private final ConfigTables tables;
    private final PolicyAttachment<TrafficExtension> extensions;
    private final PolicyAttachment<WasmPlugin> plugins;
    private final Derivation<String, List<PlacedProgram>> placed;
    private final MeshNodes mesh;

    ExtensionNodes(
            IncrementalGraph graph,
            ConfigTables tables,
            Table<String, ProxyGroup> groups,
            GroupNamespaces namespaces,
            MeshNodes mesh) {
        this.tables = tables;
        this.mesh = mesh;
        extensions =
                new PolicyAttachment<>(
                        graph,
                        "traffic extensions",
                        tables.trafficExtensions,
                        groups,
                        namespaces,
                        mesh);
        plugins =
                new PolicyAttachment<>(
                        graph, "wasm plugins", tables.wasmPlugins, groups, namespaces, mesh);
        modules = new ModuleNodes(graph, tables, this);
        program = graph.derivation("program of extension", this::program);
        placed = graph.derivation("programs of group", this::placed);
    }

    Optional<TrafficExtension> find(Evaluation e, ObjectKey key) {
        return key.kind() == Kind.WASM_PLUGIN
                ? e.read(tables.wasmPlugins, key).map(WasmPlugin::asTrafficExtension)
                : e.read(tables.trafficExtensions, key);
    }

    /// The groups that the object is for.
    SortedSet<String> groups(Evaluation e, ObjectKey key) {
        return key.kind() == Kind.WASM_PLUGIN ? plugins.groups(e, key) : extensions.groups(e, key);
    }

    /// Those of a chain.
    ///
    /// @param ports the numbers that Gateways give it
    ProgramSteps steps(Evaluation e, String group, Set<Integer> ports) {
        List<PlacedProgram> here =
                e.get(placed, group).stream().filter(program -> program.isAt(ports)).toList();
        return new ProgramSteps(
                here.stream()
                        .filter(PlacedProgram::ofConnections)
                        .map(PlacedProgram::step)
                        .toList(),
                here.stream()
                        .filter(program -> !program.ofConnections())
                        .map(PlacedProgram::step)
                        .toList());
    }

    /// The programs of a group that are complete, by their names.
    Stream<GroupProgram> complete(Evaluation e, String group, Set<String> names) {
        return e.get(placed, group).stream()
                .filter(placed -> names.contains(placed.step().program()))
                .filter(placed -> e.get(program, placed.object()).isPresent())
                .map(placed -> new GroupProgram(group, placed.object()));
    }

    /// Those that it may call.
    Stream<String> upstreams(Evaluation e, GroupProgram key) {
        return e.get(program, key.object()).stream().flatMap(found -> found.upstreams().stream());
    }

    private Optional<TrafficProgram> program(Evaluation e, ObjectKey key) {
        return find(e, key)
                .flatMap(extension ->
                        new ProgramReader(key, source -> modules.fetched(e, source))
                                .read(extension));
    }

    /// By phase and priority, then as all policies are, as in Istio.
    private List<PlacedProgram> placed(Evaluation e, String group) {
        String root = mesh.of(e).rootNamespace();
        return Stream.concat(extensions.of(e, group).stream(), plugins.of(e, group).stream())
                .sorted(
                        Comparator.comparing((ConfigObject object) ->
                                        !object.metadata().namespace().equals(root))
                                .thenComparing(Precedence.OLDEST_FIRST)
                                .thenComparing(ConfigObject::kind))
                .flatMap(object -> PlacedProgram.of(object.key(), find(e, object.key())).stream())
                .sorted(
                        Comparator.comparing((PlacedProgram program) -> program.step().phase())
                                .thenComparing(
                                        Comparator.comparingInt(PlacedProgram::priority)
                                                .reversed()))
                .toList();
    }
}
