// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.DestinationRule;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.config.istio.WorkloadSelector;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.VisibleHost;
import io.gatehouse.engine.core.ServiceHost;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.core.UpstreamName;
import io.gatehouse.engine.core.Visibility;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.engine.graph.Table;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// From DestinationRules to the policy of each upstream.
public final class DestinationRuleNodes {
    /// Of every upstream name, whether the upstream exists or not.
    final Derivation<GroupUpstream, DestinationPolicy> policy;

    /// The rule that holds for a host; absent too where nothing has that host.
    final Derivation<VisibleHost, Optional<MergedRule>> rule;

    private final ConfigTables tables;
    private final Table<String, ProxyGroup> groups;
    private final MeshNodes mesh;
    private final ServiceNodes services;
    private final Index<ObjectKey, String> rulesOfHost;
    private final Index<String, Boolean> wildcards;
    private final Index<String, Boolean> allGroups;
    private final Derivation<String, List<String>> coveringHosts;

    public DestinationRuleNodes(
            IncrementalGraph graph,
            ConfigTables tables,
            Table<String, ProxyGroup> groups,
            MeshNodes mesh,
            ServiceNodes services) {
        this.tables = tables;
        this.groups = groups;
        this.mesh = mesh;
        this.services = services;
        allGroups =
                graph.index(
                        "groups that destination rules may be for", groups, (_, _) -> Set.of(true));
        rulesOfHost = graph.index("destination rules of host", tables.destinationRules, this::host);
        wildcards =
                graph.index(
                        "hosts of destination rules with a wildcard",
                        rulesOfHost,
                        (_, host) -> host.startsWith("*") ? Set.of(true) : Set.of());
        coveringHosts = graph.derivation("hosts that cover a host", this::coveringHosts);
        rule = graph.derivation("destination rule", this::rule);
        policy = graph.derivation("destination policy", this::policy);
    }

    /// The names of the host's subsets.
    List<String> subsets(Evaluation e, String group, String host) {
        return e.get(rule, new VisibleHost(group, host)).stream()
                .flatMap(found -> found.subsets().stream())
                .map(DestinationRule.Subset::name)
                .toList();
    }

    Set<String> groups(Evaluation e) {
        return e.members(allGroups, true);
    }

    /// For the user: why a rule does not hold for the group, although its host exists.
    ///
    /// @param holding the rule that holds instead
    String whyUnused(
            Evaluation e,
            String group,
            DestinationRule rule,
            String serviceNamespace,
            Optional<MergedRule> holding) {
        ProxyGroup proxy = e.read(groups, group).orElseThrow();
        String own = rule.metadata().namespace();
        Set<String> considered = new LinkedHashSet<>();
        considered.add(proxy.namespace());
        considered.add(serviceNamespace);
        considered.add(mesh.of(e).rootNamespace());
        if (!considered.contains(own)) {
            return "rules of namespace %s are not looked at for this host, only those of %s"
                    .formatted(own, String.join(", ", considered));
        }
        Optional<WorkloadSelector> selector = rule.spec().workloadSelector();
        if (selector.isPresent()
                && !(own.equals(proxy.namespace())
                        && proxy.matches(selector.get().matchLabels()))) {
            return "workloadSelector %s is for workloads of namespace %s with these labels, not for the gateway in %s"
                    .formatted(selector.get().matchLabels(), own, proxy.namespace());
        }
        if (!new Visibility(MergedRule.exportTo(rule), own).includes(proxy.namespace())
                || lookup(e, new VisibleHost(group, host(rule))).hides(rule)) {
            return "it is not exported to %s, the namespace of the gateway workload; add it to exportTo, or \"*\""
                    .formatted(proxy.namespace());
        }
        return holding.map(other ->
                        "for this host DestinationRule %s stands before it"
                                .formatted(other.from().getFirst().qualifiedName()))
                .orElse("a rule that is for other workloads stands before it");
    }

    /// As it is, or, without a dot, in the rule's namespace.
    public static String host(DestinationRule rule) {
        return ServiceHost.qualify(
                Hostname.normal(rule.spec().host()), rule.metadata().namespace());
    }

    private Set<String> host(Evaluation e, ObjectKey key) {
        return Set.of(host(e.read(tables.destinationRules, key).orElseThrow()));
    }

    /// The host itself and the wildcards that some rule has, the most specific first.
    private List<String> coveringHosts(Evaluation e, String host) {
        return Stream.concat(
                        Stream.of(host),
                        e.members(wildcards, true).stream()
                                .filter(wide -> !wide.equals(host) && Hostname.covers(wide, host))
                                .sorted(
                                        Comparator.comparingInt(String::length)
                                                .reversed()
                                                .thenComparing(Comparator.naturalOrder())))
                .toList();
    }

    private Optional<MergedRule> rule(Evaluation e, VisibleHost key) {
        return e.get(services.backend, key)
                .flatMap(backend -> lookup(e, key).find(backend.origin().namespace()));
    }

    private DestinationRuleLookup lookup(Evaluation e, VisibleHost key) {
        MeshConfig config = mesh.of(e);
        return new DestinationRuleLookup(
                e.read(groups, key.group()).orElseThrow(),
                config.rootNamespace(),
                config.defaultDestinationRuleExportTo().contains("."),
                e.get(coveringHosts, key.host()),
                host -> rules(e, host));
    }

    private List<DestinationRule> rules(Evaluation e, String host) {
        return e.members(rulesOfHost, host).stream()
                .flatMap(key -> e.read(tables.destinationRules, key).stream())
                .toList();
    }

    private DestinationPolicy policy(Evaluation e, GroupUpstream key) {
        DestinationPolicy found =
                UpstreamName.parse(key.upstream())
                        .flatMap(name ->
                                e.get(rule, new VisibleHost(key.group(), name.host()))
                                        .map(r ->
                                                DestinationPolicy.of(
                                                        r, name.subset(), name.port())))
                        .orElse(DestinationPolicy.NONE);
        return mesh.of(e).defaultTrafficPolicy().map(found::orElse).orElse(found);
    }
}
