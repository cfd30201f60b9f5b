// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.Finding;
import io.gatehouse.config.istio.DestinationRule;
import io.gatehouse.config.istio.DestinationRule.Subset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Istio's rules for a DestinationRule.
final class DestinationRuleValidation {
    private DestinationRuleValidation() {}

    static List<Finding> validate(DestinationRule rule) {
        Scope spec = Scope.of(rule).field("spec");
        DestinationRule.Spec value = rule.spec();
        host(spec.field("host"), value.host());
        value.trafficPolicy()
                .ifPresent(p -> TrafficPolicyValidation.validate(spec.field("trafficPolicy"), p));
        subsets(spec.field("subsets"), value.subsets());
        ExportToValidation exportTo = new ExportToValidation(rule.metadata().namespace());
        exportTo.validate(spec.field("exportTo"), value.exportTo(), false);
        value.workloadSelector()
                .ifPresent(selector -> {
                    exportTo.ownOnly(spec.field("exportTo"), value.exportTo());
                    LabelValidation.selector(
                            spec.field("workloadSelector"), "matchLabels", selector.matchLabels());
                });
        return spec.findings();
    }

    private static void host(Scope scope, String host) {
        if (host.isEmpty()) {
            scope.missing("a DestinationRule must have the host of a service");
        } else if (!HostNames.isAddress(host)) {
            HostNames.wildcardProblem(host).ifPresent(scope::invalid);
        }
    }

    private static void subsets(Scope scope, List<Subset> subsets) {
        Set<String> names = new HashSet<>();
        scope.each(
                subsets,
                (item, subset) -> {
                    Optional<String> problem = HostNames.labelProblem(subset.name());
                    if (subset.name().isEmpty()) {
                        item.field("name").missing("a subset must have a name");
                    } else if (problem.isPresent()) {
                        item.field("name").invalid(problem.get());
                    } else if (!names.add(subset.name())) {
                        item.field("name")
                                .invalid(
                                        "found %s, which another subset has (expected: names that differ)"
                                                .formatted(Scope.quote(subset.name())));
                    }
                    LabelValidation.labels(item.field("labels"), subset.labels());
                    subset.trafficPolicy()
                            .ifPresent(p ->
                                    TrafficPolicyValidation.validate(
                                            item.field("trafficPolicy"), p));
                });
    }
}
