// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.HttpMatchRequest;
import io.gatehouse.config.istio.HttpRoute;
import io.gatehouse.config.istio.StringMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Finds rules, and matches of rules, that an earlier rule of the same VirtualService leaves
/// nothing to: the first match wins.
final class RuleReachability {
    private record Earlier(int rule, HttpMatchRequest match) {}

    private final List<Earlier> earlier = new ArrayList<>();

    private RuleReachability() {}

    static void check(Scope scope, List<HttpRoute> rules) {
        RuleReachability reachability = new RuleReachability();
        int takesAll = -1;
        for (int rule = 0; rule < rules.size(); rule++) {
            List<HttpMatchRequest> matches = rules.get(rule).match();
            if (takesAll >= 0) {
                unreachable(scope.index(rule), takesAll);
            } else if (matches.isEmpty()) {
                takesAll = rule;
            } else {
                reachability.matches(scope.index(rule), rule, matches);
            }
        }
    }

    private void matches(Scope scope, int rule, List<HttpMatchRequest> matches) {
        SortedMap<Integer, Integer> taken = new TreeMap<>();
        for (int i = 0; i < matches.size(); i++) {
            HttpMatchRequest match = matches.get(i);
            Optional<Earlier> covering =
                    earlier.stream()
                            .filter(e -> e.rule < rule && covers(e.match, match))
                            .findFirst();
            if (covering.isPresent()) {
                taken.put(i, covering.get().rule);
            } else {
                earlier.add(new Earlier(rule, match));
            }
        }
        if (taken.size() == matches.size()) {
            unreachable(scope, taken.firstEntry().getValue());
        } else {
            taken.forEach((i, by) -> unreachable(scope.field("match").index(i), by));
        }
    }

    private static void unreachable(Scope scope, int rule) {
        scope.unreachable(
                "spec.http[%d] comes first and takes every request that this matches"
                        .formatted(rule));
    }

    /// Whether every request that `match` takes would be taken by `first` too. False where that is
    /// hard to say.
    private static boolean covers(HttpMatchRequest first, HttpMatchRequest match) {
        return coversPath(first, match)
                && (first.port() == 0 || first.port() == match.port())
                && absentOrEqual(first.method(), match.method())
                && absentOrEqual(first.scheme(), match.scheme())
                && absentOrEqual(first.authority(), match.authority())
                && containsAll(match.headers(), first.headers())
                && containsAll(match.withoutHeaders(), first.withoutHeaders())
                && containsAll(match.queryParams(), first.queryParams())
                && containsAll(match.sourceLabels(), first.sourceLabels())
                && (first.sourceNamespace().isEmpty()
                        || first.sourceNamespace().equals(match.sourceNamespace()))
                && (first.gateways().isEmpty() || first.gateways().equals(match.gateways()));
    }

    private static boolean absentOrEqual(Optional<StringMatch> first, Optional<StringMatch> match) {
        return first.isEmpty() || first.equals(match);
    }

    private static <V> boolean containsAll(SortedMap<String, V> all, SortedMap<String, V> some) {
        return some.isEmpty() || all.entrySet().containsAll(some.entrySet());
    }

    private static boolean coversPath(HttpMatchRequest first, HttpMatchRequest match) {
        if (first.uri().isEmpty() || takesAllPaths(first.uri().get())) {
            return true;
        }
        if (match.uri().isEmpty() || (match.ignoreUriCase() && !first.ignoreUriCase())) {
            return false;
        }
        StringMatch outer = first.uri().get();
        StringMatch inner = match.uri().get();
        boolean fold = first.ignoreUriCase();
        if (outer.prefix().isPresent()) {
            String prefix = folded(outer.prefix().get(), fold);
            return inner.exact()
                    .or(inner::prefix)
                    .filter(path -> folded(path, fold).startsWith(prefix))
                    .isPresent();
        }
        if (outer.exact().isPresent()) {
            String path = folded(outer.exact().get(), fold);
            return inner.exact().filter(p -> folded(p, fold).equals(path)).isPresent();
        }
        return outer.equals(inner);
    }

    private static boolean takesAllPaths(StringMatch uri) {
        boolean rootPrefix = uri.prefix().filter(p -> p.isEmpty() || p.equals("/")).isPresent();
        boolean nothing = uri.exact().or(uri::prefix).or(uri::regex).isEmpty();
        return rootPrefix || nothing || uri.regex().filter(".*"::equals).isPresent();
    }

    private static String folded(String path, boolean fold) {
        return fold ? path.toLowerCase(Locale.ROOT) : path;
    }
}
