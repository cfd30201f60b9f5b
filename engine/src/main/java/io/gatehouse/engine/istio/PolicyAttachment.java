// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.AttachedObject;
import io.gatehouse.engine.GroupNamespaces;
import io.gatehouse.engine.Precedence;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.engine.graph.Table;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which policies of one kind hold for which groups of proxies. A policy that changes concerns the
/// groups that it is for and was for, a group that comes the policies of its namespace and of the
/// root namespace.
final class PolicyAttachment<P extends AttachedObject> {
    private final Table<ObjectKey, P> policies;
    private final Table<String, ProxyGroup> groups;
    private final GroupNamespaces namespaces;
    private final MeshNodes mesh;
    private final Derivation<ObjectKey, SortedSet<String>> groupsOfPolicy;
    private final Index<ObjectKey, String> policiesOfGroup;

    /// @param plural what the kind's objects are called in names of derivations
    PolicyAttachment(
            IncrementalGraph graph,
            String plural,
            Table<ObjectKey, P> policies,
            Table<String, ProxyGroup> groups,
            GroupNamespaces namespaces,
            MeshNodes mesh) {
        this.policies = policies;
        this.groups = groups;
        this.namespaces = namespaces;
        this.mesh = mesh;
        groupsOfPolicy = graph.derivation("groups of " + plural, this::groupsOfPolicy);
        policiesOfGroup =
                graph.index(plural + " of group", policies, (e, key) -> e.get(groupsOfPolicy, key));
    }

    /// Those of the root namespace before those of the group's own, and in each the oldest first,
    /// as in Istio.
    List<P> of(Evaluation e, String group) {
        String root = mesh.of(e).rootNamespace();
        return e.members(policiesOfGroup, group).stream()
                .flatMap(key -> e.read(policies, key).stream())
                .sorted(
                        Comparator.<P, Boolean>comparing(
                                        policy -> !policy.metadata().namespace().equals(root))
                                .thenComparing(Precedence.OLDEST_FIRST))
                .toList();
    }

    /// The groups that the policy is for.
    SortedSet<String> groups(Evaluation e, ObjectKey key) {
        return e.get(groupsOfPolicy, key);
    }

    private SortedSet<String> groupsOfPolicy(Evaluation e, ObjectKey key) {
        SortedSet<String> found = new TreeSet<>();
        String root = mesh.of(e).rootNamespace();
        e.read(policies, key)
                .ifPresent(policy -> {
                    for (String name : candidates(e, key.namespace(), root)) {
                        e.read(groups, name)
                                .filter(group -> PolicyMatch.holds(policy, group, root))
                                .ifPresent(_ -> found.add(name));
                    }
                });
        return found;
    }

    private SortedSet<String> candidates(Evaluation e, String namespace, String root) {
        return namespace.equals(root) ? namespaces.all(e) : namespaces.of(e, namespace);
    }
}
