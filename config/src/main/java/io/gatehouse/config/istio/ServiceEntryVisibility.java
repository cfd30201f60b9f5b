// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who may see ServiceEntries at most, whatever their `exportTo` says.
///
/// @param defaultVisibility where no policy says otherwise
/// @param policies of which the first counts that is for the namespace of a ServiceEntry
/// @param applyToSidecars whether Envoys keep to it, those of gateways too
public record ServiceEntryVisibility(
        Level defaultVisibility, List<Policy> policies, boolean applyToSidecars) {
    public ServiceEntryVisibility {
        policies = List.copyOf(policies);
    }

    /// Absent counts as `PUBLIC`.
    public enum Level {
        UNSPECIFIED,
        PUBLIC,
        NAMESPACE,
        NONE
    }

    /// @param matchingRules all of which must hold
    public record Policy(Level visibility, List<MatchRule> matchingRules) {
        public Policy {
            matchingRules = List.copyOf(matchingRules);
        }
    }

    /// Without a selector it never holds.
    public record MatchRule(Optional<LabelSelector> namespaceSelector) {
        boolean holds(Map<String, String> labels) {
            return namespaceSelector.filter(selector -> selector.matches(labels)).isPresent();
        }
    }

    /// @param labels of the ServiceEntry's namespace
    public Level of(Map<String, String> labels) {
        return policies.stream()
                .filter(policy ->
                        policy.matchingRules().stream().allMatch(rule -> rule.holds(labels)))
                .map(Policy::visibility)
                .findFirst()
                .orElse(defaultVisibility);
    }
}
