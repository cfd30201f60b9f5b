// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// How a request finds the routes of its host where each host is delivered by itself, by Envoy's
/// scoped routes. A header carries the scope's key: the table and the host. No scope with that key,
/// or no route in it, and the request is looked up once more, among the wildcards of the table.
public final class RouteScope {
    /// Written over by the proxy before the first look-up, and removed before the request goes on.
    public static final String HEADER = "x-gatehouse-scope";

    /// Ends the scope in the header, where a request has named a port.
    public static final String END = ":";

    private static final String WILDCARDS = "*";
    private static final Base64.Encoder NAME = Base64.getUrlEncoder().withoutPadding();
    private static final int NAME_BYTES = 11;

    private RouteScope() {}

    /// The value that selects a scope.
    ///
    /// @param host in lower case
    public static String key(String table, String host) {
        return prefix(table) + host;
    }

    /// The resource of a scope: a hash of its key, in 15 characters. Envoy copies its table of all
    /// names with every update, and only short ones cost it no allocation.
    ///
    /// @param host in lower case
    public static String resourceName(String table, String host) {
        byte[] hash;
        try {
            hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(key(table, host).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
        return NAME.encodeToString(Arrays.copyOf(hash, NAME_BYTES));
    }

    /// The scope with the hosts of a table that are not found by their name alone: key and
    /// resource.
    public static String wildcards(String table) {
        return prefix(table) + WILDCARDS;
    }

    /// What the keys of a table begin with, whatever its name consists of: letters, digits, `.`,
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
