// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.AuthorizationPolicy;
import io.gatehouse.config.istio.AuthorizationPolicy.Action;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.GroupNamespaces;
import io.gatehouse.engine.GroupPolicy;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Table;
import io.gatehouse.routing.AccessRule;
import io.gatehouse.routing.AccessRules;
import io.gatehouse.routing.AccessRules.Decision;
import io.gatehouse.routing.CheckSelection;
import io.gatehouse.routing.CheckService;
import io.gatehouse.routing.ExternalCheck;
import io.gatehouse.routing.PolicyStage;
import io.gatehouse.routing.StagePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// From AuthorizationPolicies to who is let in by a group's proxies: what CUSTOM, AUDIT, DENY and
/// ALLOW policies come to, each at a stage of its own, of requests and of connections without HTTP.
final class AccessNodes {
    final PolicyAttachment<AuthorizationPolicy> attachment;
    final CheckProviderNodes providers;

    private final Derivation<GroupPolicy, Optional<StagePolicy>> policy;
    private final MeshNodes mesh;

    AccessNodes(
            IncrementalGraph graph,
            ConfigTables tables,
            Table<String, ProxyGroup> groups,
            GroupNamespaces namespaces,
            MeshNodes mesh,
            ServiceNodes services) {
        this.mesh = mesh;
        attachment =
                new PolicyAttachment<>(
                        graph,
                        "authorization policies",
                        tables.authorizationPolicies,
                        groups,
                        namespaces,
                        mesh);
        providers = new CheckProviderNodes(graph, mesh, services);
        policy = graph.derivation("access of stage", this::policy);
    }

    /// Of all stages but that of tokens.
    Optional<StagePolicy> find(Evaluation e, GroupPolicy key) {
        return e.get(policy, key);
    }

    private Optional<StagePolicy> policy(Evaluation e, GroupPolicy key) {
        return switch (key.stage()) {
            case UNCHECKABLE, CONNECTION_UNCHECKABLE -> uncheckable(e, key);
            case CHECK_SELECTION, CONNECTION_CHECK_SELECTION -> selection(e, key);
            case CHECK, CONNECTION_CHECK -> check(e, key);
            case ACCESS_NOTES, CONNECTION_NOTES -> rules(e, key, Action.AUDIT, Decision.NOTE);
            case ACCESS_REFUSAL, CONNECTION_REFUSAL -> rules(e, key, Action.DENY, Decision.REFUSE);
            case ACCESS_ADMISSION, CONNECTION_ADMISSION ->
                    rules(e, key, Action.ALLOW, Decision.ADMIT);
            case TOKENS -> Optional.empty();
        };
    }

    private List<AuthorizationPolicy> policies(Evaluation e, String group, Action action) {
        return attachment.of(e, group).stream()
                .filter(each -> each.spec().action() == action)
                .toList();
    }

    private Optional<StagePolicy> rules(
            Evaluation e, GroupPolicy key, Action action, Decision decision) {
        List<AuthorizationPolicy> all = policies(e, key.group(), action);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        boolean refuses = decision != Decision.ADMIT;
        return Optional.of(
                new AccessRules(
                        key.stage(),
                        decision,
                        read(
                                e,
                                key.stage(),
                                all.stream().filter(p -> !p.dryRun()).toList(),
                                refuses),
                        read(
                                e,
                                key.stage(),
                                all.stream().filter(AuthorizationPolicy::dryRun).toList(),
                                refuses)));
    }

    /// Without policies, nothing; policies without rules are some that match nothing.
    private Optional<List<AccessRule>> read(
            Evaluation e, PolicyStage stage, List<AuthorizationPolicy> policies, boolean refuses) {
        if (policies.isEmpty()) {
            return Optional.empty();
        }
        CertifiedNames names = CertifiedNames.of(mesh.of(e));
        List<AccessRule> rules = new ArrayList<>();
        for (AuthorizationPolicy each : policies) {
            AccessRuleReader reader =
                    new AccessRuleReader(
                            new AccessScope(
                                    each.metadata().namespace(),
                                    names,
                                    refuses,
                                    stage.ofConnections()));
            for (int i = 0; i < each.spec().rules().size(); i++) {
                reader.read(name(each, i), each.spec().rules().get(i)).ifPresent(rules::add);
            }
        }
        return Optional.of(rules);
    }

    /// As Istio's, which logs and statistics show.
    private static String name(AuthorizationPolicy policy, int rule) {
        return "ns[%s]-policy[%s]-rule[%d]"
                .formatted(policy.metadata().namespace(), policy.metadata().name(), rule);
    }

    /// Where the service is not known, or policies name several, everything that they match is
    /// refused, as in Istio.
    private Optional<StagePolicy> uncheckable(Evaluation e, GroupPolicy key) {
        Optional<List<AccessRule>> rules = read(e, key.stage(), checked(e, key.group()), true);
        return rules.isPresent() && service(e, key).isEmpty()
                ? Optional.of(
                        new AccessRules(key.stage(), Decision.REFUSE, rules, Optional.empty()))
                : Optional.empty();
    }

    private Optional<StagePolicy> selection(Evaluation e, GroupPolicy key) {
        return read(e, key.stage(), checked(e, key.group()), true)
                .filter(_ -> service(e, key).filter(one -> asks(key, one)).isPresent())
                .map(rules -> new CheckSelection(key.stage(), rules));
    }

    private Optional<StagePolicy> check(Evaluation e, GroupPolicy key) {
        return checked(e, key.group()).isEmpty()
                ? Optional.empty()
                : service(e, key)
                        .filter(service -> asks(key, service))
                        .map(service -> new ExternalCheck(key.stage(), service));
    }

    /// Proxies ask about connections by gRPC only; by HTTP nobody is asked, as in Istio.
    private static boolean asks(GroupPolicy key, CheckService service) {
        return !key.stage().ofConnections() || service instanceof CheckService.OverGrpc;
    }

    private List<AuthorizationPolicy> checked(Evaluation e, String group) {
        return policies(e, group, Action.CUSTOM).stream().filter(p -> !p.dryRun()).toList();
    }

    private Optional<CheckService> service(Evaluation e, GroupPolicy key) {
        return provider(e, key.group()) instanceof CheckProvider.Usable(var service)
                ? Optional.of(service)
                : Optional.empty();
    }

    private CheckProvider provider(Evaluation e, String group) {
        SortedSet<String> names = new TreeSet<>();
        checked(e, group)
                .forEach(each ->
                        names.add(
                                each.spec()
                                        .provider()
                                        .map(AuthorizationPolicy.Provider::name)
                                        .orElse("")));
        return names.size() == 1
                ? e.get(providers.provider, new CheckProviderNodes.Key(group, names.first()))
                : new CheckProvider.Unusable(
                        "CUSTOM policies of one gateway must all name the same provider; found "
                                + String.join(", ", names));
    }

    /// Why the service of the group's CUSTOM policies, if there are any, cannot be asked.
    Optional<String> providerProblem(Evaluation e, String group) {
        return provider(e, group) instanceof CheckProvider.Unusable(String why)
                ? Optional.of(why)
                : Optional.empty();
    }

    boolean asksByHttpOnly(Evaluation e, String group) {
        return provider(e, group) instanceof CheckProvider.Usable(CheckService.OverHttp _);
    }
}
