// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What AuthorizationPolicies mean, as their documentation says it: the measure for what a proxy
/// does with them.
final class PolicyMeaning {
    private static final Set<String> OF_HTTP =
            Set.of("hosts", "methods", "paths", "requestPrincipals");

    private PolicyMeaning() {}

    /// What becomes of what came in. Who refuses first is known by what it says.
    enum Answer {
        SERVED,
        /// By the rules.
        REFUSED,
        /// By the service that is asked.
        REFUSED_BY_SERVICE,
        /// As the service cannot be asked.
        UNASKED,
        BAD_TOKEN
    }

    /// What came in.
    interface Asked {
        /// @param what the name of a field, or the key of a condition
        /// @param wide whether more matches lead to more refusals
        boolean has(String what, String value, boolean wide);

        boolean isHttp();

        /// What the service says.
        Answer checked(String provider);

        boolean hasBadToken();
    }

    /// @param provider of CUSTOM; else empty
    /// @param rules without rules nothing matches
    record Policy(String action, String provider, List<Rule> rules) {
        String spec() {
            return "{action: %s, %srules: [%s]}"
                    .formatted(
                            action,
                            provider.isEmpty() ? "" : "provider: {name: %s}, ".formatted(provider),
                            rules.stream().map(Rule::yaml).collect(Collectors.joining(", ")));
        }
    }

    record Rule(List<Fields> from, List<Fields> to, List<Fields> when) {
        String yaml() {
            return "{from: [%s], to: [%s], when: [%s]}"
                    .formatted(
                            list(from, "{source: %s}"),
                            list(to, "{operation: %s}"),
                            list(when, "%s"));
        }

        private static String list(List<Fields> all, String form) {
            return all.stream()
                    .map(fields -> form.formatted(fields.yaml()))
                    .collect(Collectors.joining(", "));
        }

        /// A connection without HTTP is never let in by what only HTTP has, and refused as if that
        /// were not asked for.
        boolean matches(Asked asked, boolean refuses) {
            if (!asked.isHttp() && !refuses && (ofHttp(from) || ofHttp(to) || ofHttp(when))) {
                return false;
            }
            return any(from, asked, refuses)
                    && any(to, asked, refuses)
                    && when.stream().allMatch(fields -> fields.holds(asked, refuses));
        }

        private static boolean any(List<Fields> all, Asked asked, boolean refuses) {
            return all.isEmpty() || all.stream().anyMatch(fields -> fields.holds(asked, refuses));
        }

        private static boolean ofHttp(List<Fields> all) {
            return all.stream()
                    .anyMatch(fields ->
                            fields.values().keySet().stream()
                                    .anyMatch(field -> Fields.ofHttp(fields.what(field))));
        }
    }

    /// @param key of a condition; empty for what is none
    record Fields(String key, Map<String, List<String>> values) {
        Fields {
            values = new TreeMap<>(values);
        }

        String yaml() {
            String fields =
                    values.entrySet().stream()
                            .map(entry ->
                                    entry.getKey()
                                            + ": "
                                            + entry.getValue().stream()
                                                    .map(value -> "\"" + value + "\"")
                                                    .toList())
                            .collect(Collectors.joining(", "));
            return key.isEmpty() ? "{" + fields + "}" : "{key: \"%s\", %s}".formatted(key, fields);
        }

        boolean holds(Asked asked, boolean refuses) {
            return values.entrySet().stream()
                    .filter(entry -> asked.isHttp() || !ofHttp(what(entry.getKey())))
                    .allMatch(entry -> {
                        boolean not = entry.getKey().startsWith("not");
                        String what = what(entry.getKey());
                        return not
                                != entry.getValue().stream()
                                        .anyMatch(value -> asked.has(what, value, refuses != not));
                    });
        }

        private String what(String field) {
            if (!key.isEmpty()) {
                return key;
            }
            return field.startsWith("not")
                    ? field.substring(3, 4).toLowerCase(Locale.ROOT) + field.substring(4)
                    : field;
        }

        private static boolean ofHttp(String what) {
            return OF_HTTP.contains(what) || what.startsWith("request.");
        }
    }

    static Answer answer(List<Policy> policies, Asked asked) {
        if (matches(policies, "CUSTOM", asked)) {
            List<String> providers =
                    policies.stream()
                            .map(Policy::provider)
                            .filter(provider -> !provider.isEmpty())
                            .distinct()
                            .toList();
            Answer checked =
                    providers.size() == 1 ? asked.checked(providers.getFirst()) : Answer.REFUSED;
            if (checked != Answer.SERVED) {
                return checked;
            }
        }
        if (asked.hasBadToken()) {
            return Answer.BAD_TOKEN;
        }
        boolean denied = matches(policies, "DENY", asked);
        boolean asksToAllow = policies.stream().anyMatch(policy -> policy.action().equals("ALLOW"));
        return !denied && (!asksToAllow || matches(policies, "ALLOW", asked))
                ? Answer.SERVED
                : Answer.REFUSED;
    }

    private static boolean matches(List<Policy> policies, String action, Asked asked) {
        return policies.stream()
                .filter(policy -> policy.action().equals(action))
                .flatMap(policy -> policy.rules().stream())
                .anyMatch(rule -> rule.matches(asked, !action.equals("ALLOW")));
    }
}
