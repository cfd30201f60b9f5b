// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.LabelSelector;
import io.gatehouse.config.istio.LabelSelector.Operator;
import io.gatehouse.config.istio.LabelSelector.Requirement;

/// Kubernetes' rules for selectors with expressions.
final class LabelSelectorValidation {
    private LabelSelectorValidation() {}

    static void validate(Scope scope, LabelSelector selector) {
        LabelValidation.labels(scope.field("matchLabels"), selector.matchLabels());
        scope.field("matchExpressions")
                .each(selector.matchExpressions(), LabelSelectorValidation::requirement);
    }

    private static void requirement(Scope scope, Requirement requirement) {
        if (!LabelValidation.isKey(requirement.key())) {
            scope.field("key")
                    .invalid(
                            "found %s (expected: the key of a label)"
                                    .formatted(Scope.quote(requirement.key())));
        }
        if (requirement.operator().isEmpty()) {
            scope.field("operator")
                    .missing("an expression must have one: In, NotIn, Exists or DoesNotExist");
            return;
        }
        Operator operator = requirement.operator().get();
        boolean compares = operator == Operator.IN || operator == Operator.NOT_IN;
        if (compares == requirement.values().isEmpty()) {
            scope.field("values")
                    .invalid(
                            compares
                                    ? "found none (expected: at least one with In and NotIn)"
                                    : "found some (expected: none with Exists and DoesNotExist)");
        }
    }
}
