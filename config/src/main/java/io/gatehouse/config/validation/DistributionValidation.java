// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.core.Service;
import java.util.List;
import java.util.Map;

/// The wish for near endpoints, in a Service's field or in an annotation, in which case does not
/// matter.
final class DistributionValidation {
    private static final List<String> KNOWN =
            List.of("PreferClose", "PreferSameZone", "PreferSameNode");

    private static final String ANY = "Any";

    private DistributionValidation() {}

    static void field(Scope scope, String value) {
        if (!KNOWN.contains(value)) {
            scope.doubtful(
                    "found %s, which says nothing (expected: %s)"
                            .formatted(Scope.quote(value), String.join(", ", KNOWN)));
        }
    }

    /// @param object its root
    static void annotation(Scope object, Map<String, String> annotations) {
        String value = annotations.getOrDefault(Service.DISTRIBUTION_ANNOTATION, "");
        if (!value.isEmpty()
                && !value.equalsIgnoreCase(ANY)
                && KNOWN.stream().noneMatch(value::equalsIgnoreCase)) {
            object.field("metadata")
                    .field("annotations")
                    .entry(Service.DISTRIBUTION_ANNOTATION)
                    .doubtful(
                            "found %s, which counts as Any (expected: %s, %s)"
                                    .formatted(Scope.quote(value), String.join(", ", KNOWN), ANY));
        }
    }
}
