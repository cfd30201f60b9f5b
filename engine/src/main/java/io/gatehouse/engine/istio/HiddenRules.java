// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.routing.PathMatch;
import io.gatehouse.routing.RequestMatch;
import io.gatehouse.routing.RouteRule;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Finds rules of one host that are never reached because a rule of another object comes first and
/// takes all of their requests. Only rules that look at nothing but the path are held to hide
/// others, so what is found is certain.
final class HiddenRules {
    /// A rule that takes every path that starts so, and where it comes from.
    private final Map<String, String> prefixes = new HashMap<>();

    private final Map<String, String> exacts = new HashMap<>();

    private final SortedMap<String, SortedSet<Hidden>> found = new TreeMap<>();

    private HiddenRules() {}

    /// @param path of the rule that is not reached, in words
    /// @param by the object whose rule comes first, `namespace/name`
    /// @param through what of its paths takes the requests, in words
    record Hidden(String path, String by, String through) implements Comparable<Hidden> {
        @Override
        public int compareTo(Hidden other) {
            return toString().compareTo(other.toString());
        }
    }

    /// What is hidden, by the origin of the rules.
    ///
    /// @param rules in the order in which they are tried
    static SortedMap<String, SortedSet<Hidden>> in(List<RouteRule> rules) {
        HiddenRules hidden = new HiddenRules();
        rules.forEach(hidden::add);
        return hidden.found;
    }

    private void add(RouteRule rule) {
        Optional<Hidden> cover = covering(rule.match().path());
        cover.filter(hidden -> !hidden.by().equals(rule.origin()))
                .ifPresent(hidden ->
                        found.computeIfAbsent(rule.origin(), _ -> new TreeSet<>()).add(hidden));
        if (cover.isEmpty() && onlyPath(rule.match())) {
            remember(rule.match().path(), rule.origin());
        }
    }

    private static boolean onlyPath(RequestMatch match) {
        return match.headers().isEmpty() && match.query().isEmpty() && match.claims().isEmpty();
    }

    private void remember(PathMatch path, String origin) {
        switch (path) {
            case PathMatch.Prefix(String prefix, boolean ignoreCase) ->
                    prefixes.putIfAbsent(key(prefix, ignoreCase), origin);
            case PathMatch.Exact(String exact, boolean ignoreCase) ->
                    exacts.putIfAbsent(key(exact, ignoreCase), origin);
            case PathMatch.Regex regex when takesAll(regex) ->
                    prefixes.putIfAbsent(key("/", false), origin);
            case PathMatch.Regex _ -> {}
        }
    }

    private Optional<Hidden> covering(PathMatch path) {
        return switch (path) {
            case PathMatch.Exact(String exact, boolean ignoreCase) ->
                    equal(exact, ignoreCase).or(() -> longer(path, exact, ignoreCase));
            case PathMatch.Prefix(String prefix, boolean ignoreCase) ->
                    longer(path, prefix, ignoreCase);
            case PathMatch.Regex _ -> longer(path, "/", false);
        };
    }

    private Optional<Hidden> equal(String path, boolean ignoreCase) {
        return Optional.ofNullable(exacts.get(key(path, ignoreCase)))
                .map(by -> new Hidden("path " + path, by, "path " + path));
    }

    /// A prefix of the path, or of the prefix, that some earlier rule takes.
    private Optional<Hidden> longer(PathMatch match, String path, boolean ignoreCase) {
        for (int length = 1; length <= path.length(); length++) {
            String prefix = path.substring(0, length);
            String by = prefixes.get(key(prefix, true));
            if (by == null && (!ignoreCase || caseless(prefix))) {
                by = prefixes.get(key(prefix, false));
            }
            if (by != null) {
                return Optional.of(new Hidden(words(match), by, "prefix " + prefix));
            }
        }
        return Optional.empty();
    }

    private static boolean caseless(String text) {
        return text.equals("/");
    }

    private static String key(String path, boolean ignoreCase) {
        return ignoreCase ? "i " + path.toLowerCase(Locale.ROOT) : "  " + path;
    }

    /// Paths start with a slash, whatever the client sends.
    private static boolean takesAll(PathMatch.Regex regex) {
        return regex.pattern().equals("/.*") || regex.matchesAll();
    }

    private static String words(PathMatch match) {
        return switch (match) {
            case PathMatch.Exact exact -> "path " + exact.path();
            case PathMatch.Prefix prefix -> "prefix " + prefix.prefix();
            case PathMatch.Regex regex -> "regex " + regex.pattern();
        };
    }
}
