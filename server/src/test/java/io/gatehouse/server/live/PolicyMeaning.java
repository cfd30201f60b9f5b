// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import io.gatehouse.testing.GatewayRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What AuthorizationPolicies mean, as their documentation says it: the measure for what a proxy
/// does with them.
final class PolicyMeaning {
    private PolicyMeaning() {}

    /// @param rules without rules nothing matches
    record Policy(String action, List<Rule> rules) {
        String spec() {
            return "{action: %s, rules: [%s]}"
                    .formatted(
                            action,
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

        boolean matches(Asked asked, boolean refuses) {
            return any(from, asked, refuses)
                    && any(to, asked, refuses)
                    && when.stream().allMatch(fields -> fields.holds(asked, refuses));
        }

        private static boolean any(List<Fields> all, Asked asked, boolean refuses) {
            return all.isEmpty() || all.stream().anyMatch(fields -> fields.holds(asked, refuses));
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
                    .allMatch(entry -> {
                        boolean not = entry.getKey().startsWith("not");
                        String field = not ? lower(entry.getKey().substring(3)) : entry.getKey();
                        return not
                                != entry.getValue().stream()
                                        .anyMatch(value ->
                                                asked.has(
                                                        key.isEmpty() ? field : key,
                                                        value,
                                                        refuses != not));
                    });
        }

        private static String lower(String text) {
            return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
        }
    }

    record Asked(GatewayRequest request, int port) {
        /// @param wide whether a host is the same with a port or final dot
        boolean has(String what, String value, boolean wide) {
            return switch (what) {
                case "ipBlocks", "remoteIpBlocks", "source.ip", "remote.ip" ->
                        value.startsWith("127.");
                case "ports", "destination.port" -> value.equals(Integer.toString(port));
                case "methods" -> text(value, request.method());
                case "paths" -> path(value, request.path().replaceAll("\\?.*", ""));
                case "hosts" -> host(value, wide);
                case "request.headers[x-team]" ->
                        request.headers().stream().anyMatch(header -> text(value, header.value()));
                default -> throw new IllegalArgumentException(what);
            };
        }

        private boolean host(String value, boolean wide) {
            String host = request.host().toLowerCase(Locale.ROOT);
            String bare = host.replaceAll(":.*", "").replaceAll("\\.$", "");
            String pattern = value.toLowerCase(Locale.ROOT);
            return text(pattern, host) || (wide && text(pattern, bare));
        }

        private static boolean path(String value, String path) {
            if (!value.contains("{")) {
                return text(value, path);
            }
            String[] wanted = value.split("/", -1);
            String[] is = path.split("/", -1);
            for (int i = 0; i < wanted.length; i++) {
                if (wanted[i].equals("{**}")) {
                    return is.length > i;
                }
                boolean one =
                        is.length > i
                                && (wanted[i].equals("{*}")
                                        ? !is[i].isEmpty()
                                        : wanted[i].equals(is[i]));
                if (!one) {
                    return false;
                }
            }
            return is.length == wanted.length;
        }

        private static boolean text(String pattern, String text) {
            if (pattern.equals("*")) {
                return true;
            }
            if (pattern.startsWith("*")) {
                return text.endsWith(pattern.substring(1));
            }
            return pattern.endsWith("*")
                    ? text.startsWith(pattern.substring(0, pattern.length() - 1))
                    : text.equals(pattern);
        }
    }

    static boolean letsIn(List<Policy> policies, Asked asked) {
        boolean denied = matches(policies, "DENY", asked);
        boolean asksToAllow = policies.stream().anyMatch(policy -> policy.action().equals("ALLOW"));
        return !denied && (!asksToAllow || matches(policies, "ALLOW", asked));
    }

    private static boolean matches(List<Policy> policies, String action, Asked asked) {
        return policies.stream()
                .filter(policy -> policy.action().equals(action))
                .flatMap(policy -> policy.rules().stream())
                .anyMatch(rule -> rule.matches(asked, action.equals("DENY")));
    }
}
