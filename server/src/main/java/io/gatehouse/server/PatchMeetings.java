// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.GroupHost;
import io.gatehouse.engine.GroupPort;
import io.gatehouse.engine.GroupTable;
import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.RoutingGraph;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.engine.graph.Keys;
import io.gatehouse.envoy.patch.Patched;
import io.gatehouse.routing.PatchId;
import io.gatehouse.routing.PatchProblem;
import io.gatehouse.routing.ProxyPatch;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which resources each patch has met. Nothing is kept for groups without patches, and a resource
/// that changes concerns only the patches that it meets.
final class PatchMeetings {
    private final RoutingGraph routing;
    private final AddedResources added;
    private final PatchMisses misses;
    private final List<Kind<?>> kinds;

    /// A patch in a group; with `failed`, that could not be applied.
    private record Meeting(String group, PatchId patch, boolean failed) {}

    /// Resources of one kind.
    ///
    /// @param names of what in the end is delivered
    private record Kind<K extends Comparable<K>>(
            Index<K, Meeting> index,
            Derivation<K, ? extends Patched<?>> patched,
            PatchedNames.Part<K> names) {
        boolean met(Evaluation e, Meeting meeting) {
            return e.hasMembers(index, meeting, 1);
        }

        /// Of one resource that stands for all.
        Stream<PatchProblem> problems(Evaluation e, Meeting meeting) {
            if (!e.hasMembers(index, meeting, 1)) {
                return Stream.empty();
            }
            SortedSet<K> resources = e.members(index, meeting);
            return e.get(patched, resources.getFirst()).problems().stream()
                    .filter(problem -> problem.patch().equals(meeting.patch()));
        }
    }

    PatchMeetings(RoutingGraph routing, PatchedResources patched, AddedResources added) {
        this.routing = routing;
        this.added = added;
        this.misses = new PatchMisses(routing, patched);
        kinds =
                List.of(
                        kind(
                                "listeners",
                                routing.ports.ports,
                                GroupPort::group,
                                port ->
                                        List.of(
                                                new ResourceName(
                                                        ResourceType.LISTENER, port.name())),
                                patched::concernListeners,
                                patched.listeners),
                        kind(
                                "clusters",
                                routing.namedUpstreams,
                                GroupUpstream::group,
                                upstream ->
                                        List.of(
                                                new ResourceName(
                                                        ResourceType.CLUSTER, upstream.upstream())),
                                patched::concernUpstreams,
                                patched.clusters),
                        kind(
                                "tables",
                                routing.gateways.routeTables,
                                GroupTable::group,
                                table -> PatchedNames.ofTable(table.table()),
                                patched::concernTables,
                                patched.tables),
                        kind(
                                "hosts",
                                routing.routes.routeTables.allHosts,
                                GroupHost::group,
                                host -> PatchedNames.ofHost(host.table(), host.domain()),
                                patched::concernHosts,
                                patched.hosts));
    }

    private <K extends Comparable<K>> Kind<K> kind(
            String name,
            Keys<K> keys,
            Function<K, String> group,
            Function<K, List<ResourceName>> names,
            BiFunction<Evaluation, String, Boolean> concerned,
            Derivation<K, ? extends Patched<?>> patched) {
        Keys<K> ours =
                routing.graph.where("groups with patches of " + name, keys, group, concerned);
        return new Kind<>(
                routing.graph.index(
                        "patches that meet " + name,
                        ours,
                        (e, key) -> meetings(group.apply(key), e.get(patched, key))),
                patched,
                new PatchedNames.Part<>(
                        routing.graph.output(
                                ours,
                                routing.graph.derivation(
                                        "objects that patch " + name,
                                        (e, key) -> objects(e.get(patched, key)))),
                        group,
                        names));
    }

    private static Set<ObjectKey> objects(Patched<?> patched) {
        return patched.met().stream().map(PatchNodes::object).collect(Collectors.toSet());
    }

    /// Which objects have patched what is delivered.
    PatchedNames names() {
        List<PatchedNames.Part<?>> parts = new ArrayList<>();
        kinds.forEach(kind -> parts.add(kind.names()));
        parts.add(added.names());
        return new PatchedNames(parts);
    }

    private static Set<Meeting> meetings(String group, Patched<?> patched) {
        Set<Meeting> meetings = new LinkedHashSet<>();
        patched.met().forEach(patch -> meetings.add(new Meeting(group, patch, false)));
        patched.problems()
                .forEach(problem -> meetings.add(new Meeting(group, problem.patch(), true)));
        return meetings;
    }

    /// Whether the patch is for that group's proxies.
    boolean isMeant(Evaluation e, String group, PatchId patch) {
        return e.get(routing.envoyFilters.patchesOfGroup, group).stream()
                .anyMatch(found -> found.id().equals(patch));
    }

    boolean met(Evaluation e, String group, ProxyPatch patch) {
        return e.get(added.additions, group).met().contains(patch.id())
                || kinds.stream()
                        .anyMatch(kind -> kind.met(e, new Meeting(group, patch.id(), false)));
    }

    List<PatchProblem> problems(Evaluation e, String group, ProxyPatch patch) {
        List<PatchProblem> problems = new ArrayList<>();
        e.get(added.additions, group).problems().stream()
                .filter(problem -> problem.patch().equals(patch.id()))
                .forEach(problems::add);
        kinds.forEach(kind ->
                kind.problems(e, new Meeting(group, patch.id(), true)).forEach(problems::add));
        return problems;
    }

    /// Why the patch has met nothing.
    String missed(Evaluation e, String group, ProxyPatch patch) {
        return misses.of(e, group, patch);
    }
}
