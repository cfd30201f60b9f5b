// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import java.util.Optional;

/// Istio's rules for paths in which `{*}` stands for one segment and `{**}` for any number.
final class PathTemplates {
    private static final String ONE = "{*}";
    private static final String MANY = "{**}";

    private PathTemplates() {}

    static boolean isTemplate(String path) {
        return path.contains(ONE) || path.contains(MANY);
    }

    static Optional<String> problem(String path) {
        String reason = reason(path);
        return reason.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "found %s, %s (expected: a path in which {*} stands for whole segments and {**} for the last of them)"
                                .formatted(Scope.quote(path), reason));
    }

    private static String reason(String path) {
        if (!path.startsWith("/")) {
            return "which does not begin with /";
        }
        boolean many = false;
        for (String segment : path.substring(1).split("/", -1)) {
            if (segment.equals(MANY) || segment.equals(ONE)) {
                if (many) {
                    return "in which another placeholder comes after {**}";
                }
                many = segment.equals(MANY);
            } else if (segment.chars().anyMatch(c -> c == '{' || c == '}' || c == '*')) {
                return "in which %s is not known".formatted(Scope.quote(segment));
            }
        }
        return "";
    }
}
