// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import java.util.List;

/// What values of AuthorizationPolicies match.
final class PolicyText {
    private PolicyText() {}

    /// Exact, `prefix*`, `*suffix`, or `*` for any.
    static boolean matches(String pattern, String text) {
        if (pattern.startsWith("*")) {
            return text.endsWith(pattern.substring(1));
        }
        return pattern.endsWith("*")
                ? text.startsWith(pattern.substring(0, pattern.length() - 1))
                : text.equals(pattern);
    }

    /// As [#matches], of what is not there when it is empty.
    static boolean matchesSome(String pattern, String text) {
        return !text.isEmpty() && matches(pattern, text);
    }

    /// Where `{*}` stands for a part and `{**}` for any number of them.
    static boolean path(String value, String path) {
        if (!value.contains("{")) {
            return matches(value, path);
        }
        List<String> wanted = List.of(value.split("/", -1));
        List<String> is = List.of(path.split("/", -1));
        for (int i = 0; i < wanted.size(); i++) {
            if (wanted.get(i).equals("{**}")) {
                return is.size() > i;
            }
            boolean one =
                    is.size() > i
                            && (wanted.get(i).equals("{*}")
                                    ? !is.get(i).isEmpty()
                                    : wanted.get(i).equals(is.get(i)));
            if (!one) {
                return false;
            }
        }
        return is.size() == wanted.size();
    }

    /// Whether an address of IPv4 is in a block.
    static boolean inside(String block, String address) {
        if (block.contains(":")) {
            return false;
        }
        List<String> parts = List.of(block.split("/"));
        int bits = parts.size() == 1 ? 32 : Integer.parseInt(parts.get(1));
        return (number(parts.getFirst()) ^ number(address)) >> (32 - bits) == 0;
    }

    private static long number(String address) {
        long number = 0;
        for (String part : List.of(address.split("\\.", -1))) {
            number = number * 256 + Integer.parseInt(part);
        }
        return number;
    }
}
