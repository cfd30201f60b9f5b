// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.DestinationRule;
import java.util.ArrayList;
import java.util.List;

/// Several DestinationRules of one host in one namespace, as Istio merges them: into rules that are
/// exported to no more namespaces and are for the same workloads. A rule for certain workloads also
/// takes what the rules for all of them say; a rule that merges with none stands on its own.
final class DestinationRuleMerge {
    private DestinationRuleMerge() {}

    /// @param rules in order of precedence
    static List<MergedRule> merge(List<DestinationRule> rules) {
        List<MergedRule> merged = new ArrayList<>();
        for (DestinationRule rule : rules) {
            boolean alone = true;
            for (int i = 0; i < merged.size(); i++) {
                MergedRule existing = merged.get(i);
                boolean sameWorkloads = existing.selector().equals(rule.spec().workloadSelector());
                boolean forAll = rule.spec().workloadSelector().isEmpty();
                if ((sameWorkloads || forAll) && exportsAtLeast(rule, existing)) {
                    merged.set(i, existing.with(rule));
                    alone &= !sameWorkloads;
                }
            }
            if (alone) {
                merged.add(MergedRule.of(rule));
            }
        }
        return merged;
    }

    private static boolean exportsAtLeast(DestinationRule rule, MergedRule existing) {
        List<String> exportTo = MergedRule.exportTo(rule);
        return exportTo.equals(existing.exportTo())
                || (!existing.exportTo().isEmpty() && exportTo.containsAll(existing.exportTo()));
    }
}
