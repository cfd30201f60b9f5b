// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Istio's rules for `exportTo`.
///
/// @param namespace the object's own
record ExportToValidation(String namespace) {
    private static final String ALL = "*";
    private static final String NONE = "~";

    /// @param noneAllowed whether `~` may be said, which hides the object from everyone
    void validate(Scope scope, List<String> exportTo, boolean noneAllowed) {
        Set<String> seen = new HashSet<>();
        scope.each(
                exportTo,
                (item, entry) -> {
                    String named = entry.equals(".") ? namespace : entry;
                    boolean word =
                            entry.equals(".")
                                    || named.equals(ALL)
                                    || (noneAllowed && named.equals(NONE));
                    if (!word && !HostNames.isLabel(named)) {
                        item.invalid(
                                "found %s (expected: \".\", \"*\"%s or a namespace)"
                                        .formatted(
                                                Scope.quote(entry), noneAllowed ? ", \"~\"" : ""));
                    } else if (!seen.add(named)) {
                        item.invalid("found %s twice".formatted(Scope.quote(entry)));
                    }
                });
        for (String alone : List.of(ALL, NONE)) {
            if (seen.contains(alone) && exportTo.size() > 1) {
                scope.invalid(
                        "found \"%s\" beside others (expected: \"%s\" alone)"
                                .formatted(alone, alone));
            }
        }
    }

    /// Of an object that only concerns some workloads of its own namespace.
    void ownOnly(Scope scope, List<String> exportTo) {
        scope.each(
                exportTo,
                (item, entry) -> {
                    if (!entry.equals(".") && !entry.equals(namespace)) {
                        item.invalid(
                                "found %s beside a workloadSelector (expected: \".\" or nothing)"
                                        .formatted(Scope.quote(entry)));
                    }
                });
    }
}
