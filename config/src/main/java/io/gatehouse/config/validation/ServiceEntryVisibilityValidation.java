// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.ServiceEntryVisibility;
import io.gatehouse.config.istio.ServiceEntryVisibility.MatchRule;
import io.gatehouse.config.istio.ServiceEntryVisibility.Policy;

final class ServiceEntryVisibilityValidation {
    private ServiceEntryVisibilityValidation() {}

    static void validate(Scope scope, ServiceEntryVisibility visibility) {
        if (!visibility.applyToSidecars()) {
            scope.noEffect("it is for gateways with applyToSidecars: true only");
        }
        scope.field("policies")
                .each(visibility.policies(), ServiceEntryVisibilityValidation::policy);
    }

    private static void policy(Scope scope, Policy policy) {
        scope.field("matchingRules")
                .each(policy.matchingRules(), ServiceEntryVisibilityValidation::rule);
    }

    private static void rule(Scope scope, MatchRule rule) {
        Scope selector = scope.field("namespaceSelector");
        if (rule.namespaceSelector().isEmpty()) {
            selector.doubtful(
                    "found none, so the policy is for no namespace (expected: a selector)");
        }
        rule.namespaceSelector().ifPresent(s -> LabelSelectorValidation.validate(selector, s));
    }
}
