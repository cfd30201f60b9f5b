// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.GroupPolicy;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.engine.graph.Table;
import io.gatehouse.routing.PolicyStage;
import io.gatehouse.routing.StagePolicy;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// From policies that are attached to workloads to what each group has at each stage. What a chain
/// depends on is only which stages there are.
public final class PolicyNodes {
    /// Those that are complete. A stage may be without for a moment; proxies wait for it.
    public final Index<String, GroupPolicy> policies;

    /// Of those in [#policies].
    public final Derivation<GroupPolicy, StagePolicy> policy;

    /// What verifies tokens.
    public final KeyNodes keys;

    final GroupNamespaces namespaces;
    final TokenNodes tokens;

    private final Derivation<String, Set<PolicyStage>> stages;

    public PolicyNodes(
            IncrementalGraph graph,
            ConfigTables tables,
            Table<String, ProxyGroup> groups,
            MeshNodes mesh) {
        namespaces = new GroupNamespaces(graph, groups);
        tokens = new TokenNodes(graph, tables, groups, namespaces, mesh);
        keys = tokens.keys;
        stages = graph.derivation("policy stages of group", this::stages);
        policy = graph.derivation("policy of stage", (e, key) -> find(e, key).orElseThrow());
        policies =
                graph.index(
                        "policies of group",
                        groups,
                        (e, group) ->
                                Arrays.stream(PolicyStage.values())
                                        .map(stage -> new GroupPolicy(group, stage))
                                        .filter(key -> find(e, key).isPresent())
                                        .collect(Collectors.toSet()));
    }

    /// The stages at which the group has a policy.
    Set<PolicyStage> stages(Evaluation e, ProxyGroup group) {
        return e.get(stages, group.name());
    }

    private Set<PolicyStage> stages(Evaluation e, String group) {
        return Arrays.stream(PolicyStage.values())
                .filter(stage ->
                        switch (stage) {
                            case TOKENS -> e.get(tokens.verifies, group);
                        })
                .collect(Collectors.toUnmodifiableSet());
    }

    private Optional<? extends StagePolicy> find(Evaluation e, GroupPolicy key) {
        return switch (key.stage()) {
            case TOKENS -> e.get(tokens.verification, key.group());
        };
    }
}
