// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.routing.ValueMatch;

/// Values in AuthorizationPolicies: exact, `prefix*`, `*suffix`, or `*` for any that is not empty.
final class ValuePattern {
    static final ValueMatch ANY = new ValueMatch.Regex(".+");

    private ValuePattern() {}

    static ValueMatch of(String text) {
        if (text.equals("*")) {
            return ANY;
        }
        if (text.startsWith("*")) {
            return new ValueMatch.EndsWith(text.substring(1));
        }
        return text.endsWith("*")
                ? new ValueMatch.StartsWith(text.substring(0, text.length() - 1))
                : new ValueMatch.Exact(text);
    }

    /// Of headers: `*` is any value, an empty one as well.
    static ValueMatch ofHeader(String text) {
        return text.equals("*") ? new ValueMatch.Present() : of(text);
    }

    /// What RE2 takes as the text itself.
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder();
        text.chars()
                .forEach(c -> {
                    if (c < 128 && !Character.isLetterOrDigit(c) && c != '_') {
                        quoted.append('\\');
                    }
                    quoted.append((char) c);
                });
        return quoted.toString();
    }
}
