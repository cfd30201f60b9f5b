// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

/// How a request finds the routes of its host where each host is delivered by itself, by Envoy's
/// scoped routes. A header carries the scope: the table and the host. No scope of that name, or no
/// route in it, and the request is looked up once more, among the wildcards of the table.
public final class RouteScope {
    /// Written over by the proxy before the first look-up, and removed before the request goes on.
    public static final String HEADER = "x-gatehouse-scope";

    /// Ends the scope in the header, where a request has named a port.
    public static final String END = ":";

    private static final String WILDCARDS = "*";

    private RouteScope() {}

    /// The name of a scope, and the value that selects it.
    ///
    /// @param host in lower case
    public static String name(String table, String host) {
        return prefix(table) + host;
    }

    /// The scope with the hosts of a table that are not found by their name alone.
    public static String wildcards(String table) {
        return prefix(table) + WILDCARDS;
    }

    /// What the scopes of a table begin with, whatever its name consists of: letters, digits, `.`,
    /// `-` and `_` only, and a slash.
    public static String prefix(String table) {
        StringBuilder prefix = new StringBuilder();
        table.chars()
                .forEach(c -> {
                    if (c < 128 && (Character.isLetterOrDigit(c) || c == '.' || c == '-')) {
                        prefix.append((char) c);
                    } else {
                        prefix.append("_%04x".formatted(c));
                    }
                });
        return prefix.append('/').toString();
    }
}
