// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.DestinationRule;
import io.gatehouse.config.istio.DestinationRule.Subset;
import io.gatehouse.config.istio.OutlierDetection;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.VisibleHost;
import io.gatehouse.engine.core.Backend;
import io.gatehouse.engine.core.BackendEndpoint;
import io.gatehouse.engine.core.BackendPortKey;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.graph.Evaluation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a DestinationRule's author has to know, once it meets everything else. Of a host with a
/// wildcard, only what does not depend on the services that it covers.
record DestinationRuleFindings(
        ConfigTables tables,
        DestinationRuleNodes rules,
        UpstreamTlsNodes tls,
        ServiceNodes services) {
    private static final int DEFAULT_EJECTION_PERCENT = 10;

    List<Finding> find(Evaluation e, ObjectKey key) {
        Optional<DestinationRule> rule = e.read(tables.destinationRules, key);
        Set<Finding> findings = new LinkedHashSet<>();
        rule.ifPresent(
                found -> rules.groups(e).forEach(group -> inGroup(e, group, found, findings)));
        return List.copyOf(findings);
    }

    private void inGroup(Evaluation e, String group, DestinationRule rule, Set<Finding> findings) {
        String host = DestinationRuleNodes.host(rule);
        VisibleHost visible = new VisibleHost(group, host);
        if (host.startsWith("*")) {
            tls(e, group, rule, RulePolicy.of(rule, true, _ -> true), false, findings);
            return;
        }
        Optional<Backend> backend = e.get(services.backend, visible);
        if (backend.isEmpty()) {
            findings.add(unknownHost(rule, host));
            return;
        }
        Optional<MergedRule> holding = e.get(rules.rule, visible);
        if (holding.filter(merged -> merged.from().contains(rule.key())).isEmpty()) {
            findings.add(unused(e, group, rule, backend.get(), holding));
            return;
        }
        applied(e, group, rule, backend.get(), holding.get(), findings);
    }

    private void applied(
            Evaluation e,
            String group,
            DestinationRule rule,
            Backend backend,
            MergedRule merged,
            Set<Finding> findings) {
        overridden(rule, merged, findings);
        List<RulePolicy> policies =
                RulePolicy.of(
                        rule,
                        merged.trafficPolicy().equals(rule.spec().trafficPolicy()),
                        subset -> merged.subset(subset.name()).filter(subset::equals).isPresent());
        tls(e, group, rule, policies, false, findings);
        List<BackendEndpoint> endpoints = endpoints(e, backend);
        if (endpoints.isEmpty()) {
            return;
        }
        List<Subset> subsets = rule.spec().subsets();
        for (int i = 0; i < subsets.size(); i++) {
            if (chosen(endpoints, Optional.of(subsets.get(i))) == 0) {
                findings.add(emptySubset(rule, i, backend.host()));
            }
        }
        policies.forEach(policy -> neverEjected(rule, policy, endpoints).ifPresent(findings::add));
    }

    private void tls(
            Evaluation e,
            String group,
            DestinationRule rule,
            List<RulePolicy> policies,
            boolean namesKnown,
            Set<Finding> findings) {
        UpstreamTlsFindings found =
                new UpstreamTlsFindings(rule.key(), tls.credentials(e, group), namesKnown);
        policies.forEach(policy ->
                policy.tls()
                        .ifPresent(given -> findings.addAll(found.find(policy.field(), given))));
    }

    private static Finding unknownHost(DestinationRule rule, String host) {
        String written = rule.spec().host();
        String hint =
                written.contains(".")
                        ? " (a Service's full name is NAME.NAMESPACE.svc.cluster.local)"
                        : "";
        return Finding.of(
                FindingCode.RULE_HOST_UNKNOWN,
                rule.key(),
                FieldPath.of("spec.host"),
                "no service that a gateway sees has host %s, so nothing follows from this rule%s"
                        .formatted(host, hint));
    }

    private Finding unused(
            Evaluation e,
            String group,
            DestinationRule rule,
            Backend backend,
            Optional<MergedRule> holding) {
        return Finding.of(
                FindingCode.RULE_NOT_USED,
                rule.key(),
                FieldPath.of("spec"),
                rules.whyUnused(e, group, rule, backend.origin().namespace(), holding));
    }

    /// What the rules before it in the merge already say.
    private static void overridden(DestinationRule rule, MergedRule merged, Set<Finding> findings) {
        if (merged.from().getFirst().equals(rule.key())) {
            return;
        }
        String first = merged.from().getFirst().qualifiedName();
        if (rule.spec().trafficPolicy().isPresent()
                && !merged.trafficPolicy().equals(rule.spec().trafficPolicy())) {
            findings.add(
                    Finding.of(
                            FindingCode.RULE_MERGED,
                            rule.key(),
                            FieldPath.of("spec.trafficPolicy"),
                            "has no effect: an older DestinationRule of this host (%s) has a trafficPolicy, and rules of one host are merged"
                                    .formatted(first)));
        }
        List<Subset> subsets = rule.spec().subsets();
        for (int i = 0; i < subsets.size(); i++) {
            Subset subset = subsets.get(i);
            if (merged.subset(subset.name()).filter(subset::equals).isEmpty()) {
                findings.add(
                        Finding.of(
                                FindingCode.RULE_MERGED,
                                rule.key(),
                                FieldPath.of("spec.subsets").index(i),
                                "has no effect: an older DestinationRule of this host (%s) has a subset %s, and rules of one host are merged"
                                        .formatted(first, subset.name())));
            }
        }
    }

    private List<BackendEndpoint> endpoints(Evaluation e, Backend backend) {
        List<BackendEndpoint> all = new ArrayList<>();
        backend.ports()
                .forEach(port ->
                        all.addAll(
                                e.get(
                                        services.endpoints,
                                        new BackendPortKey(
                                                backend.origin(), backend.host(), port.number()))));
        return all;
    }

    private static long chosen(List<BackendEndpoint> endpoints, Optional<Subset> subset) {
        return endpoints.stream()
                .filter(one ->
                        subset.isEmpty()
                                || one.labels()
                                        .entrySet()
                                        .containsAll(subset.get().labels().entrySet()))
                .map(BackendEndpoint::address)
                .distinct()
                .count();
    }

    private static Finding emptySubset(DestinationRule rule, int index, String host) {
        Subset subset = rule.spec().subsets().get(index);
        return Finding.of(
                FindingCode.SUBSET_EMPTY,
                rule.key(),
                FieldPath.of("spec.subsets").index(index).field("labels"),
                "no endpoint of %s has the labels %s; requests for subset %s get 503"
                        .formatted(host, subset.labels(), subset.name()));
    }

    private static Optional<Finding> neverEjected(
            DestinationRule rule, RulePolicy policy, List<BackendEndpoint> endpoints) {
        long count = chosen(endpoints, policy.subset());
        int percent =
                policy.outlierDetection()
                        .map(OutlierDetection::maxEjectionPercent)
                        .filter(p -> p > 0)
                        .orElse(DEFAULT_EJECTION_PERCENT);
        boolean never =
                policy.outlierDetection().isPresent() && count > 0 && 100.0 / count > percent;
        return never
                ? Optional.of(
                        Finding.of(
                                FindingCode.NEVER_EJECTED,
                                rule.key(),
                                policy.field()
                                        .field("outlierDetection")
                                        .field("maxEjectionPercent"),
                                "%d percent (10 where none is given) of %d endpoints is less than one: none is ever ejected"
                                        .formatted(percent, count)))
                : Optional.empty();
    }
}
