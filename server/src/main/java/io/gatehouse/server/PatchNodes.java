// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.RoutingGraph;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Entries;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.envoy.patch.PatchReader;
import io.gatehouse.envoy.patch.ReadPatch;
import io.gatehouse.routing.PatchCondition.OfHost;
import io.gatehouse.routing.PatchCondition.OfUpstream;
import io.gatehouse.routing.PatchId;
import io.gatehouse.routing.PatchOperation;
import io.gatehouse.routing.PatchSubject;
import io.gatehouse.routing.ProxyPatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// The patches of each group, read once for each object, and sorted so that a resource is concerned
/// only by those that may be for it.
final class PatchNodes {
    /// What an object's patches put in.
    final Derivation<ObjectKey, List<PatchReader.Outcome>> read;

    /// Those to listeners and what is in them.
    final Derivation<String, List<ReadPatch>> ofListeners;

    /// Those to route tables but for those to the hosts that they have.
    final Derivation<String, List<ReadPatch>> ofTables;

    /// Those that add a resource.
    final Derivation<String, List<ReadPatch>> additions;

    final Derivation<String, Boolean> anyOfHosts;
    final Derivation<String, Boolean> anyOfUpstreams;

    private final Derivation<String, List<ReadPatch>> all;
    private final Entries<Subject, List<ReadPatch>> bySubject;
    private final RoutingGraph routing;

    /// Hosts or upstreams, all or by a name.
    private record Subject(String group, String kind, String name) {
        static final String HOST = "host";
        static final String UPSTREAM = "upstream";
        static final String SERVICE = "service";
        static final String ANY = "";

        static Subject of(String group, ReadPatch patch) {
            ProxyPatch is = patch.patch();
            if (is.subject() == PatchSubject.UPSTREAM) {
                OfUpstream asked =
                        is.condition().upstream().orElseGet(() -> new OfUpstream("", "", "", 0));
                return asked.name().isEmpty() && !asked.service().isEmpty()
                        ? new Subject(group, SERVICE, asked.service())
                        : new Subject(group, UPSTREAM, asked.name());
            }
            return new Subject(group, HOST, is.condition().host().map(OfHost::name).orElse(ANY));
        }
    }

    PatchNodes(RoutingGraph routing) {
        this.routing = routing;
        IncrementalGraph graph = routing.graph;
        read =
                graph.derivation(
                        "patches as read",
                        (e, key) ->
                                e.get(routing.envoyFilters.patches, key).stream()
                                        .map(PatchReader::read)
                                        .toList());
        all = graph.derivation("read patches of group", this::all);
        ofListeners = part("patches of listeners", p -> p.subject().ofListener() && !isAddition(p));
        ofTables =
                part(
                        "patches of tables",
                        p ->
                                p.subject() == PatchSubject.ROUTE_TABLE
                                        || (p.subject() == PatchSubject.HOST
                                                && p.operation() == PatchOperation.ADD));
        additions = part("patches that add", PatchNodes::isAddition);
        anyOfHosts =
                graph.derivation(
                        "any patches of hosts", (e, group) -> has(e, group, PatchNodes::ofHost));
        anyOfUpstreams =
                graph.derivation(
                        "any patches of upstreams",
                        (e, group) -> has(e, group, PatchNodes::ofUpstream));
        bySubject = graph.entries("patches by subject", routing.groups, this::bySubject);
    }

    private static boolean isAddition(ProxyPatch patch) {
        return patch.operation() == PatchOperation.ADD
                && (patch.subject() == PatchSubject.LISTENER
                        || patch.subject() == PatchSubject.UPSTREAM
                        || patch.subject() == PatchSubject.EXTENSION);
    }

    private static boolean ofHost(ProxyPatch patch) {
        return patch.subject() == PatchSubject.ROUTE
                || (patch.subject() == PatchSubject.HOST
                        && patch.operation() != PatchOperation.ADD);
    }

    private static boolean ofUpstream(ProxyPatch patch) {
        return patch.subject() == PatchSubject.UPSTREAM && !isAddition(patch);
    }

    /// The object that a patch stands in.
    static ObjectKey object(PatchId patch) {
        int slash = patch.origin().indexOf('/');
        return new ObjectKey(
                Kind.ENVOY_FILTER,
                patch.origin().substring(0, slash),
                patch.origin().substring(slash + 1));
    }

    private Derivation<String, List<ReadPatch>> part(String name, Predicate<ProxyPatch> condition) {
        return routing.graph.derivation(
                name,
                (e, group) ->
                        e.get(all, group).stream()
                                .filter(patch -> condition.test(patch.patch()))
                                .toList());
    }

    private List<ReadPatch> all(Evaluation e, String group) {
        List<ReadPatch> patches = new ArrayList<>();
        for (ProxyPatch patch : e.get(routing.envoyFilters.patchesOfGroup, group)) {
            e.get(read, object(patch.id())).stream()
                    .flatMap(outcome -> outcome.patch().stream())
                    .filter(found -> found.patch().id().equals(patch.id()))
                    .forEach(patches::add);
        }
        return patches;
    }

    private boolean has(Evaluation e, String group, Predicate<ProxyPatch> condition) {
        return e.get(all, group).stream().anyMatch(patch -> condition.test(patch.patch()));
    }

    /// Under each name also those that are for all, in their common order.
    private Map<Subject, List<ReadPatch>> bySubject(Evaluation e, String group) {
        List<ReadPatch> patches =
                e.get(all, group).stream()
                        .filter(patch -> ofHost(patch.patch()) || ofUpstream(patch.patch()))
                        .toList();
        Map<Subject, List<ReadPatch>> found = new HashMap<>();
        patches.stream()
                .map(patch -> Subject.of(group, patch))
                .distinct()
                .forEach(subject -> found.put(subject, choose(patches, group, Set.of(subject))));
        return found;
    }

    private static List<ReadPatch> choose(
            List<ReadPatch> patches, String group, Set<Subject> subjects) {
        boolean hosts = subjects.stream().anyMatch(s -> s.kind().equals(Subject.HOST));
        Subject any = new Subject(group, hosts ? Subject.HOST : Subject.UPSTREAM, Subject.ANY);
        return patches.stream()
                .filter(patch -> {
                    Subject of = Subject.of(group, patch);
                    return of.equals(any) || subjects.contains(of);
                })
                .toList();
    }

    /// Those to the host and its routes.
    ///
    /// @param names by which it is known
    List<ReadPatch> ofHost(Evaluation e, String group, Set<String> names) {
        Set<Subject> subjects = new LinkedHashSet<>();
        names.forEach(name -> subjects.add(new Subject(group, Subject.HOST, name)));
        return of(e, group, Subject.HOST, subjects);
    }

    /// Whether some patch names that host.
    boolean namesHost(Evaluation e, String group, String name) {
        return e.read(bySubject, new Subject(group, Subject.HOST, name)).isPresent();
    }

    List<ReadPatch> ofUpstream(Evaluation e, String group, String name, String service) {
        return of(
                e,
                group,
                Subject.UPSTREAM,
                Set.of(
                        new Subject(group, Subject.UPSTREAM, name),
                        new Subject(group, Subject.SERVICE, service)));
    }

    private List<ReadPatch> of(Evaluation e, String group, String kind, Set<Subject> subjects) {
        List<Subject> named =
                subjects.stream()
                        .filter(subject -> e.read(bySubject, subject).isPresent())
                        .toList();
        if (named.size() > 1) {
            List<ReadPatch> patches =
                    e.get(all, group).stream()
                            .filter(patch ->
                                    kind.equals(Subject.HOST)
                                            ? ofHost(patch.patch())
                                            : ofUpstream(patch.patch()))
                            .toList();
            return choose(patches, group, Set.copyOf(named));
        }
        Subject any = new Subject(group, kind, Subject.ANY);
        return e.read(bySubject, named.isEmpty() ? any : named.getFirst()).orElse(List.of());
    }
}
