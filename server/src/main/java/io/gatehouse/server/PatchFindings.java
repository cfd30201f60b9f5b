// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.Severity;
import io.gatehouse.config.istio.EnvoyFilter;
import io.gatehouse.engine.RoutingGraph;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.Output;
import io.gatehouse.engine.istio.EnvoyFilterNodes;
import io.gatehouse.envoy.patch.PatchReader;
import io.gatehouse.routing.PatchId;
import io.gatehouse.routing.PatchProblem;
import io.gatehouse.routing.PatchProblem.Weight;
import io.gatehouse.routing.ProxyPatch;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/// What is to be said about EnvoyFilters: what could not be read, what was left out, what met
/// nothing.
public final class PatchFindings {
    private final RoutingGraph routing;
    private final PatchNodes patches;
    private final PatchMeetings meetings;
    private final Output<ObjectKey, List<Finding>> output;

    PatchFindings(RoutingGraph routing, PatchedResources patched, AddedResources added) {
        this.routing = routing;
        this.patches = patched.patches;
        meetings = new PatchMeetings(routing, patched, added);
        output =
                routing.graph.output(
                        routing.tables.envoyFilters,
                        routing.graph.derivation("envoy filter findings", this::find));
    }

    Output<ObjectKey, List<Finding>> output() {
        return output;
    }

    /// Which objects have patched what is delivered.
    PatchedNames names() {
        return meetings.names();
    }

    /// What there is to say of what the object's patches put in, whatever they meet.
    public static List<Finding> ofValues(EnvoyFilter filter) {
        return EnvoyFilterNodes.read(filter).stream()
                .flatMap(patch -> PatchReader.read(patch).problems().stream())
                .map(problem -> finding(filter.key(), problem))
                .toList();
    }

    private List<Finding> find(Evaluation e, ObjectKey key) {
        List<ProxyPatch> written = e.get(routing.envoyFilters.patches, key);
        if (written.isEmpty()) {
            return List.of();
        }
        Set<Finding> findings = new LinkedHashSet<>();
        Set<PatchId> readable = new LinkedHashSet<>();
        for (PatchReader.Outcome outcome : e.get(patches.read, key)) {
            outcome.problems().forEach(problem -> findings.add(finding(key, problem)));
            outcome.patch().ifPresent(patch -> readable.add(patch.patch().id()));
        }
        SortedSet<String> groups = e.get(routing.envoyFilters.selectedGroups, key);
        if (groups.isEmpty()) {
            unselected(e, key).ifPresent(findings::add);
            return List.copyOf(findings);
        }
        for (ProxyPatch patch : written) {
            if (readable.contains(patch.id())) {
                applied(e, key, patch, groups, findings);
            }
        }
        return List.copyOf(findings);
    }

    private void applied(
            Evaluation e,
            ObjectKey key,
            ProxyPatch patch,
            SortedSet<String> groups,
            Set<Finding> findings) {
        List<String> meant =
                groups.stream().filter(group -> meetings.isMeant(e, group, patch.id())).toList();
        if (meant.isEmpty()) {
            findings.add(
                    finding(
                            FindingCode.PATCH_WITHOUT_MATCH,
                            Severity.INFO,
                            key,
                            patch.id(),
                            "match.proxy",
                            "no gateway proxy that the object selects is of that version and has that metadata"));
            return;
        }
        List<PatchProblem> problems = new ArrayList<>();
        boolean met = false;
        for (String group : meant) {
            met |= meetings.met(e, group, patch);
            problems.addAll(meetings.problems(e, group, patch));
        }
        problems.forEach(problem -> findings.add(finding(key, problem)));
        if (!met) {
            findings.add(
                    finding(
                            FindingCode.PATCH_WITHOUT_MATCH,
                            FindingCode.PATCH_WITHOUT_MATCH.severity(),
                            key,
                            patch.id(),
                            "match",
                            meetings.missed(e, meant.getFirst(), patch)));
        }
    }

    private Optional<Finding> unselected(Evaluation e, ObjectKey key) {
        boolean near = routing.envoyFilters.isNearSomeGroup(e, key);
        return Optional.of(
                new Finding(
                        FindingCode.FILTER_NOT_SELECTED,
                        near ? Severity.INFO : FindingCode.FILTER_NOT_SELECTED.severity(),
                        Optional.of(key),
                        FieldPath.of(near ? "spec" : "metadata.namespace"),
                        near
                                ? "it selects no gateway proxy"
                                : "no gateway proxy runs in %s, and EnvoyFilters of other namespaces count for none (expected: the proxies' namespace, or the mesh's root namespace)"
                                        .formatted(key.namespace()),
                        Optional.empty()));
    }

    private static Finding finding(ObjectKey key, PatchProblem problem) {
        boolean leftOut = problem.weight() == Weight.LEFT_OUT;
        FindingCode code = leftOut ? FindingCode.PATCH_LEFT_OUT : FindingCode.PATCH_FIELD_UNKNOWN;
        return finding(
                code,
                code.severity(),
                key,
                problem.patch(),
                problem.field(),
                problem.message()
                        + (leftOut
                                ? "; the patch is left out"
                                : "; the patch is applied without it"));
    }

    private static Finding finding(
            FindingCode code,
            Severity severity,
            ObjectKey key,
            PatchId patch,
            String field,
            String message) {
        FieldPath at = FieldPath.of("spec.configPatches").index(patch.index());
        return new Finding(
                code,
                severity,
                Optional.of(key),
                field.isEmpty() ? at : at.field(field),
                message,
                Optional.empty());
    }
}
