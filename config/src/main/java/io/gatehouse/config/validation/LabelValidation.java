// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import java.util.Map;
import java.util.regex.Pattern;

/// Kubernetes' rules for labels, and Istio's for selectors.
final class LabelValidation {
    private static final String WORD = "[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
    private static final Pattern VALUE = Pattern.compile("(?:" + WORD + ")?");
    private static final Pattern KEY = Pattern.compile("(?:[-a-z0-9.]{1,253}/)?" + WORD);

    private LabelValidation() {}

    static void labels(Scope scope, Map<String, String> labels) {
        labels.forEach((key, value) -> {
            Scope at = scope.entry(key);
            if (!isKey(key)) {
                at.invalid(
                        "found the key %s (expected: at most 63 letters, digits, -, _ and ., after a"
                                        .formatted(Scope.quote(key))
                                + " DNS name and / if any)");
            }
            if (!VALUE.matcher(value).matches()) {
                at.invalid(
                        "found %s (expected: at most 63 letters, digits, -, _ and ., with a letter or digit at both ends)"
                                .formatted(Scope.quote(value)));
            }
        });
    }

    static boolean isKey(String text) {
        return KEY.matcher(text).matches();
    }

    /// @param field below `scope`, where the labels stand
    static void selector(Scope scope, String field, Map<String, String> labels) {
        if (labels.isEmpty()) {
            scope.field(field)
                    .doubtful("found no labels (expected: some; without any, all are selected)");
        }
        labels(scope.field(field), labels);
    }
}
