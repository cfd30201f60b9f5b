// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/// Rules for the lists of values in AuthorizationPolicies.
final class PolicyValues {
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final int LAST_PORT = 65535;

    /// Istio's bound for regular expressions, which some values become.
    private static final int LONGEST = 1024;

    private PolicyValues() {}

    /// @param judge of each value that is not empty
    static void each(Scope scope, List<String> values, BiConsumer<Scope, String> judge) {
        scope.each(
                values,
                (item, value) -> {
                    if (value.isEmpty()) {
                        item.missing("a value must not be empty");
                    } else if (value.length() > LONGEST) {
                        item.invalid(
                                "found %d characters (expected: at most %d)"
                                        .formatted(value.length(), LONGEST));
                    } else {
                        judge.accept(item, value);
                    }
                });
    }

    /// A `*` stands for something only at one end, or alone.
    static void pattern(Scope scope, String value) {
        String middle = value.length() > 1 ? value.substring(1, value.length() - 1) : "";
        boolean both = value.length() > 1 && value.startsWith("*") && value.endsWith("*");
        if (both || middle.indexOf('*') >= 0) {
            scope.doubtful(
                    "found %s, in which only %s stands for anything (expected: * alone, in front or at the end)"
                            .formatted(
                                    Scope.quote(value), both ? "the first *" : "a * at one end"));
        }
    }

    static void addresses(Scope scope, String value) {
        if (!HostNames.isAddressOrRange(value)) {
            scope.invalid(
                    "found %s (expected: an IP address or CIDR range)"
                            .formatted(Scope.quote(value)));
        }
    }

    static void port(Scope scope, String value) {
        if (!PORT.matcher(value).matches() || Integer.parseInt(value) > LAST_PORT) {
            scope.invalid(
                    "found %s (expected: a port, 0 to %d)"
                            .formatted(Scope.quote(value), LAST_PORT));
        }
    }
}
