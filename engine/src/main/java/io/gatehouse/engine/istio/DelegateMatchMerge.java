// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.HttpMatchRequest;
import io.gatehouse.config.istio.StringMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Both the rule that delegates and the delegate's rule must match. Every match of the one is
/// joined with every match of the other, as far as they go together; by Istio's rules, which
/// compare texts and therefore let a regular expression go together with nothing.
///
/// @param matches empty means every request
/// @param strays places of the delegate's matches that go together with none of the root's; with
///   any, the delegate's whole rule is left out
record DelegateMatchMerge(List<HttpMatchRequest> matches, List<Integer> strays) {
    DelegateMatchMerge {
        matches = List.copyOf(matches);
        strays = List.copyOf(strays);
    }

    static DelegateMatchMerge of(List<HttpMatchRequest> roots, List<HttpMatchRequest> leaves) {
        if (roots.isEmpty() || leaves.isEmpty()) {
            return new DelegateMatchMerge(roots.isEmpty() ? leaves : roots, List.of());
        }
        List<HttpMatchRequest> matches = new ArrayList<>();
        List<Integer> strays = new ArrayList<>();
        for (int i = 0; i < leaves.size(); i++) {
            HttpMatchRequest leaf = leaves.get(i);
            List<HttpMatchRequest> joined =
                    roots.stream()
                            .filter(root -> goTogether(root, leaf))
                            .map(root -> join(root, leaf))
                            .toList();
            matches.addAll(joined);
            if (joined.isEmpty()) {
                strays.add(i);
            }
        }
        return new DelegateMatchMerge(matches, strays);
    }

    static boolean goTogether(HttpMatchRequest root, HttpMatchRequest leaf) {
        return within(texts(root), texts(leaf))
                && root.ignoreUriCase() == leaf.ignoreUriCase()
                && (root.port() == 0 || leaf.port() == 0 || root.port() == leaf.port())
                && (root.sourceNamespace().isEmpty()
                        || root.sourceNamespace().equals(leaf.sourceNamespace()))
                && leaf.sourceLabels().entrySet().stream()
                        .allMatch(label ->
                                root.sourceLabels()
                                        .getOrDefault(label.getKey(), label.getValue())
                                        .equals(label.getValue()))
                && (root.gateways().isEmpty() || root.gateways().containsAll(leaf.gateways()));
    }

    /// All that a match asks of texts, by what it is asked of.
    private static SortedMap<String, StringMatch> texts(HttpMatchRequest match) {
        SortedMap<String, StringMatch> texts = new TreeMap<>();
        match.uri().ifPresent(m -> texts.put("uri", m));
        match.scheme().ifPresent(m -> texts.put("scheme", m));
        match.method().ifPresent(m -> texts.put("method", m));
        match.authority().ifPresent(m -> texts.put("authority", m));
        match.headers().forEach((name, m) -> texts.put("header " + name, m));
        match.withoutHeaders().forEach((name, m) -> texts.put("no header " + name, m));
        match.queryParams().forEach((name, m) -> texts.put("query " + name, m));
        return texts;
    }

    private static boolean within(
            SortedMap<String, StringMatch> root, SortedMap<String, StringMatch> leaf) {
        return leaf.entrySet().stream()
                .allMatch(entry -> {
                    StringMatch wide = root.get(entry.getKey());
                    return wide == null || within(wide, entry.getValue());
                });
    }

    /// Whether every value that the delegate asks for is one that the root asks for too.
    private static boolean within(StringMatch root, StringMatch leaf) {
        if (root.regex().isPresent() || leaf.regex().isPresent()) {
            return false;
        }
        if (root.exact().isPresent()) {
            return root.exact().equals(leaf.exact());
        }
        Optional<String> text = leaf.prefix().or(leaf::exact);
        return root.prefix().isPresent()
                && text.isPresent()
                && text.get().startsWith(root.prefix().get());
    }

    private static HttpMatchRequest join(HttpMatchRequest root, HttpMatchRequest leaf) {
        return new HttpMatchRequest(
                DelegateMerge.joined(root.name(), leaf.name()),
                leaf.uri().or(root::uri),
                leaf.scheme().or(root::scheme),
                leaf.method().or(root::method),
                leaf.authority().or(root::authority),
                both(root.headers(), leaf.headers()),
                leaf.port() == 0 ? root.port() : leaf.port(),
                both(root.sourceLabels(), leaf.sourceLabels()),
                leaf.gateways().isEmpty() ? root.gateways() : leaf.gateways(),
                both(root.queryParams(), leaf.queryParams()),
                leaf.ignoreUriCase(),
                both(root.withoutHeaders(), leaf.withoutHeaders()),
                leaf.sourceNamespace().isEmpty() ? root.sourceNamespace() : leaf.sourceNamespace(),
                leaf.statPrefix().isEmpty() ? root.statPrefix() : leaf.statPrefix());
    }

    private static <V> SortedMap<String, V> both(Map<String, V> root, Map<String, V> leaf) {
        SortedMap<String, V> both = new TreeMap<>(root);
        both.putAll(leaf);
        return both;
    }
}
