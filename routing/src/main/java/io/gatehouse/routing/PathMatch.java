// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// A condition on the path without its query string.
public sealed interface PathMatch {
    /// Every path.
    static PathMatch any() {
        return new Prefix("/", false);
    }

    record Exact(String path, boolean ignoreCase) implements PathMatch {}

    /// A prefix of the string, not of path segments: `/api` takes `/apiary` too, as in Istio.
    record Prefix(String prefix, boolean ignoreCase) implements PathMatch {}

    /// An RE2 expression that must match the whole path.
    record Regex(String pattern) implements PathMatch {}

    /// Whether every path matches.
    default boolean matchesAll() {
        return switch (this) {
            case Exact _ -> false;
            case Prefix prefix -> prefix.prefix().equals("/");
            case Regex regex -> regex.pattern().equals(".*");
        };
    }
}
