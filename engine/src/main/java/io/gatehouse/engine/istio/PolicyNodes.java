// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.GroupNamespaces;
import io.gatehouse.engine.GroupPolicy;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Table;
import io.gatehouse.routing.ExternalCheck;
import io.gatehouse.routing.PolicyStage;
import io.gatehouse.routing.StagePolicy;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// From policies that are attached to workloads to what each group has at each stage. What a chain
/// depends on is only which stages there are.
public final class PolicyNodes {
    /// Of those that are complete. A stage may be without for a moment; proxies wait for it.
    public final Derivation<GroupPolicy, StagePolicy> policy;

    /// What verifies tokens.
    public final KeyNodes keys;

    /// Programs of users.
    public final ExtensionNodes extensions;

    public final GroupNamespaces namespaces;
    final TokenNodes tokens;

    final AccessNodes access;

    private final Derivation<String, Set<PolicyStage>> stages;
    private final Derivation<String, Set<PolicyStage>> connectionStages;

    public PolicyNodes(
            IncrementalGraph graph,
            ConfigTables tables,
            Table<String, ProxyGroup> groups,
            MeshNodes mesh,
            ServiceNodes services) {
        namespaces = new GroupNamespaces(graph, groups);
        tokens = new TokenNodes(graph, tables, groups, namespaces, mesh);
        keys = tokens.keys;
        extensions = new ExtensionNodes(graph, tables, groups, namespaces, mesh);
        access = new AccessNodes(graph, tables, groups, namespaces, mesh, services);
        stages = graph.derivation("policy stages of group", (e, group) -> stages(e, group, false));
        connectionStages =
                graph.derivation(
                        "policy stages of connections", (e, group) -> stages(e, group, true));
        policy = graph.derivation("policy of stage", (e, key) -> find(e, key).orElseThrow());
    }

    /// The stages at which requests to the group's proxies meet a policy.
    Set<PolicyStage> stages(Evaluation e, ProxyGroup group) {
        return e.get(stages, group.name());
    }

    /// The stages at which connections without HTTP do.
    Set<PolicyStage> connectionStages(Evaluation e, String group) {
        return e.get(connectionStages, group);
    }

    /// Whether requests to the group's proxies may have a token that is looked at.
    boolean readsTokens(Evaluation e, String group) {
        return e.get(stages, group).contains(PolicyStage.TOKENS);
    }

    boolean isComplete(Evaluation e, GroupPolicy key) {
        return find(e, key).isPresent();
    }

    /// The name of the upstream that a policy asks.
    Optional<String> upstream(Evaluation e, GroupPolicy key) {
        return find(e, key)
                .flatMap(found ->
                        found instanceof ExternalCheck check
                                ? Optional.of(check.service().call().upstream())
                                : Optional.empty());
    }

    private Set<PolicyStage> stages(Evaluation e, String group, boolean ofConnections) {
        return Arrays.stream(PolicyStage.values())
                .filter(stage -> stage.ofConnections() == ofConnections)
                .filter(stage ->
                        stage == PolicyStage.TOKENS
                                ? e.get(tokens.verifies, group)
                                : access.find(e, new GroupPolicy(group, stage)).isPresent())
                .collect(Collectors.toUnmodifiableSet());
    }

    private Optional<? extends StagePolicy> find(Evaluation e, GroupPolicy key) {
        return key.stage() == PolicyStage.TOKENS
                ? e.get(tokens.verification, key.group())
                : access.find(e, key);
    }
}
