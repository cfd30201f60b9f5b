// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.AuthorizationPolicy.Condition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/// Istio's rules for conditions.
final class PolicyConditionValidation {
    private static final String HEADER = "request.headers";
    private static final String CLAIM = "request.auth.claims";
    private static final String FILTER = "experimental.envoy.filters.";
    private static final Pattern IN_BRACKETS = Pattern.compile("\\[[^\\[\\]]+\\]");
    private static final Pattern NESTED = Pattern.compile("(?:\\[[^\\[\\]]+\\])+");
    private static final Pattern OF_FILTER = Pattern.compile("[^\\[\\]]+\\[[^\\[\\]]+\\]");

    private static final Map<String, BiConsumer<Scope, String>> JUDGES =
            Map.ofEntries(
                    Map.entry("source.ip", PolicyValues::addresses),
                    Map.entry("remote.ip", PolicyValues::addresses),
                    Map.entry("source.namespace", PolicyConditionValidation::anything),
                    Map.entry("source.serviceAccount", PolicyConditionValidation::anything),
                    Map.entry("source.trustDomain", PolicyValues::pattern),
                    Map.entry("source.principal", PolicyValues::pattern),
                    Map.entry("request.auth.principal", PolicyValues::pattern),
                    Map.entry("request.auth.audiences", PolicyValues::pattern),
                    Map.entry("request.auth.presenter", PolicyValues::pattern),
                    Map.entry("destination.ip", PolicyValues::addresses),
                    Map.entry("destination.port", PolicyValues::port),
                    Map.entry("connection.sni", PolicyValues::pattern));

    private static final Map<String, String> GONE =
            Map.of(
                    "destination.namespace",
                    "the policy's own namespace",
                    "destination.name",
                    "selector",
                    "destination.user",
                    "selector");

    /// Of keys that are not known before tokens are read, or that Istio does not take there.
    private static final Set<String> NOT_WITH_CUSTOM =
            Set.of(
                    "source.namespace",
                    "source.serviceAccount",
                    "source.trustDomain",
                    "source.principal",
                    "request.auth.principal",
                    "request.auth.audiences",
                    "request.auth.presenter");

    private PolicyConditionValidation() {}

    /// @param custom whether a service decides, before tokens are read
    static void validate(Scope scope, Condition condition, boolean custom) {
        String key = condition.key();
        if (key.isEmpty()) {
            scope.field("key").missing("a condition must have a key, such as source.ip");
            return;
        }
        if (condition.values().isEmpty() && condition.notValues().isEmpty()) {
            scope.missing("a condition must have values or notValues");
        }
        BiConsumer<Scope, String> judge = judge(scope.field("key"), key);
        PolicyValues.each(scope.field("values"), condition.values(), judge);
        PolicyValues.each(scope.field("notValues"), condition.notValues(), judge);
        if (custom && (NOT_WITH_CUSTOM.contains(key) || key.startsWith(CLAIM))) {
            scope.field("key")
                    .invalid(
                            "found %s with action CUSTOM, whose service is asked before (expected: another key)"
                                    .formatted(key));
        }
    }

    static void anything(Scope scope, String value) {
        // every text can be matched
    }

    private static BiConsumer<Scope, String> judge(Scope scope, String key) {
        BiConsumer<Scope, String> judge = JUDGES.get(key);
        if (judge != null) {
            return judge;
        }
        if (key.startsWith(HEADER)) {
            header(scope, key, key.substring(HEADER.length()));
        } else if (key.startsWith(CLAIM)) {
            form(scope, key, NESTED, key.substring(CLAIM.length()), CLAIM + "[name]");
        } else if (key.startsWith(FILTER)) {
            form(scope, key, OF_FILTER, key.substring(FILTER.length()), FILTER + "filter[key]");
        } else if (GONE.containsKey(key) || key.startsWith("destination.labels")) {
            scope.invalid(
                    "found %s, which Istio no longer has (use: %s)"
                            .formatted(Scope.quote(key), GONE.getOrDefault(key, "selector")));
        } else {
            scope.invalid("found %s (expected: one of %s)".formatted(Scope.quote(key), known()));
        }
        return PolicyValues::pattern;
    }

    private static void header(Scope scope, String key, String rest) {
        form(scope, key, IN_BRACKETS, rest, HEADER + "[name]");
        if (IN_BRACKETS.matcher(rest).matches()) {
            HeaderValidation.matchedName(scope, rest.substring(1, rest.length() - 1));
        }
    }

    private static void form(Scope scope, String key, Pattern form, String rest, String expected) {
        if (!form.matcher(rest).matches()) {
            scope.invalid("found %s (expected: %s)".formatted(Scope.quote(key), expected));
        }
    }

    private static String known() {
        List<String> sorted = JUDGES.keySet().stream().sorted().toList();
        return String.join(", ", sorted)
                + ", %s[name], %s[name], %sfilter[key]".formatted(HEADER, CLAIM, FILTER);
    }
}
