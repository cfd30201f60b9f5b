// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.DestinationRule;
import io.gatehouse.config.istio.DestinationRule.Subset;
import io.gatehouse.config.istio.TrafficPolicy;
import io.gatehouse.config.istio.WorkloadSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// DestinationRules of one host and namespace that hold as one.
///
/// @param from the rules, the one that counts most first
/// @param trafficPolicy of the first rule that has one
/// @param subsets of all rules; of two with one name the first
record MergedRule(
        List<ObjectKey> from,
        List<String> exportTo,
        Optional<WorkloadSelector> selector,
        Optional<TrafficPolicy> trafficPolicy,
        List<Subset> subsets) {
    MergedRule {
        from = List.copyOf(from);
        exportTo = List.copyOf(exportTo);
        subsets = List.copyOf(subsets);
    }

    static MergedRule of(DestinationRule rule) {
        return new MergedRule(
                List.of(rule.key()),
                exportTo(rule),
                rule.spec().workloadSelector(),
                rule.spec().trafficPolicy(),
                rule.spec().subsets());
    }

    /// A rule for certain workloads is one for its own namespace only.
    static List<String> exportTo(DestinationRule rule) {
        return rule.spec().workloadSelector().isPresent()
                ? List.of(".")
                : rule.spec().exportTo().stream().distinct().sorted().toList();
    }

    MergedRule with(DestinationRule other) {
        List<ObjectKey> sources = new ArrayList<>(from);
        sources.add(other.key());
        List<Subset> all = new ArrayList<>(subsets);
        other.spec().subsets().stream()
                .filter(subset -> subset(subset.name()).isEmpty())
                .forEach(all::add);
        return new MergedRule(
                sources,
                exportTo,
                selector,
                trafficPolicy.or(() -> other.spec().trafficPolicy()),
                all);
    }

    Optional<Subset> subset(String name) {
        return subsets.stream().filter(subset -> subset.name().equals(name)).findFirst();
    }

    String namespace() {
        return from.getFirst().namespace();
    }
}
