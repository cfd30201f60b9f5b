// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.proxy;

import java.util.SortedMap;
import java.util.TreeMap;

/// What the downward API writes of a Pod's labels or annotations: a line `key="value"` for each,
/// quoted as Go quotes.
final class DownwardFile {
    private DownwardFile() {}

    /// @throws IllegalArgumentException saying which line is not of that form
    static SortedMap<String, String> parse(String text) {
        SortedMap<String, String> values = new TreeMap<>();
        for (String line : text.lines().filter(l -> !l.isBlank()).toList()) {
            int equals = line.indexOf('=');
            String quoted = line.substring(equals + 1);
            if (equals < 1
                    || quoted.length() < 2
                    || !quoted.startsWith("\"")
                    || !quoted.endsWith("\"")) {
                throw new IllegalArgumentException(
                        "found the line `%s` (expected: key=\"value\")".formatted(line));
            }
            values.put(
                    line.substring(0, equals), unquoted(quoted.substring(1, quoted.length() - 1)));
        }
        return values;
    }

    private static String unquoted(String text) {
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '\\' || at == text.length()) {
                plain.append(c);
                continue;
            }
            char escape = text.charAt(at++);
            int digits =
                    switch (escape) {
                        case 'x' -> 2;
                        case 'u' -> 4;
                        case 'U' -> 8;
                        default -> 0;
                    };
            if (digits == 0) {
                plain.append(named(escape));
            } else {
                int end = Math.min(text.length(), at + digits);
                plain.appendCodePoint(Integer.parseInt(text.substring(at, end), 16));
                at = end;
            }
        }
        return plain.toString();
    }

    private static char named(char escape) {
        return switch (escape) {
            case 'a' -> '\u0007';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> '\u000b';
            default -> escape; // a quote or a backslash
        };
    }
}
