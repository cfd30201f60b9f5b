// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import io.envoyproxy.envoy.type.matcher.v3.RegexMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.gatehouse.routing.ValueMatch;

/// Conditions on a text.
public final class StringMatchers {
    private StringMatchers() {}

    public static StringMatcher of(ValueMatch value) {
        StringMatcher.Builder string = StringMatcher.newBuilder();
        return switch (value) {
            case ValueMatch.Exact exact -> string.setExact(exact.value()).build();
            // Envoy refuses an empty prefix or suffix, which every value has.
            case ValueMatch.StartsWith startsWith when startsWith.prefix().isEmpty() ->
                    string.setSafeRegex(regex(".*")).build();
            case ValueMatch.StartsWith startsWith -> string.setPrefix(startsWith.prefix()).build();
            case ValueMatch.EndsWith endsWith when endsWith.suffix().isEmpty() ->
                    string.setSafeRegex(regex(".*")).build();
            case ValueMatch.EndsWith endsWith -> string.setSuffix(endsWith.suffix()).build();
            case ValueMatch.Regex regex -> string.setSafeRegex(regex(regex.pattern())).build();
            case ValueMatch.Present _ -> string.setSafeRegex(regex(".*")).build();
        };
    }

    /// Must match the whole text.
    public static RegexMatcher regex(String pattern) {
        return RegexMatcher.newBuilder().setRegex(pattern).build();
    }
}
