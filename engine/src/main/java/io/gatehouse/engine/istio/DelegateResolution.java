// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.Delegate;
import io.gatehouse.config.istio.HttpMatchRequest;
import io.gatehouse.config.istio.HttpRoute;
import io.gatehouse.config.istio.VirtualService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Replaces the rules of one VirtualService, the root, that delegate by those of their delegates. A
/// delegate that cannot be had takes out only the rule that names it.
final class DelegateResolution {
    private final ObjectKey root;
    private final Function<ObjectKey, Optional<VirtualService>> lookup;
    private final Predicate<VirtualService> exported;
    private final List<HttpRule> rules = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    /// @param exported whether a delegate may be used in the root's namespace
    DelegateResolution(
            ObjectKey root,
            Function<ObjectKey, Optional<VirtualService>> lookup,
            Predicate<VirtualService> exported) {
        this.root = root;
        this.lookup = lookup;
        this.exported = exported;
    }

    HttpRules rules() {
        return new HttpRules(rules, findings);
    }

    void add(int index, HttpRoute written) {
        HttpRoute route = new CompleteNames(root.namespace()).of(written);
        if (route.delegate().isEmpty()) {
            rules.add(new HttpRule(route, root));
            return;
        }
        Delegate delegate = route.delegate().get();
        ObjectKey key = DelegateNodes.key(delegate, root.namespace());
        FieldPath field = FieldPath.of("spec.http").index(index).field("delegate");
        Optional<VirtualService> found = lookup.apply(key);
        if (found.isEmpty()) {
            missing(field, "there is no %s".formatted(key));
        } else if (!found.get().spec().hosts().isEmpty()) {
            missing(
                    field,
                    "%s has hosts of its own, so it is no delegate; remove its hosts and gateways"
                            .formatted(key));
        } else if (!exported.test(found.get())) {
            notExported(field, found.get());
        } else {
            merge(index, route, found.get());
        }
    }

    private void merge(int index, HttpRoute route, VirtualService delegate) {
        CompleteNames names = new CompleteNames(delegate.metadata().namespace());
        List<HttpRoute> leaves = delegate.spec().http().stream().map(names::of).toList();
        for (int i = 0; i < leaves.size(); i++) {
            DelegateMatchMerge merged = DelegateMatchMerge.of(route.match(), leaves.get(i).match());
            if (merged.strays().isEmpty()) {
                HttpRoute rule = DelegateMerge.merge(route, leaves.get(i), merged.matches());
                rules.add(new HttpRule(rule, delegate.key()));
            } else {
                leftOut(index, delegate, i, merged.strays());
            }
        }
        for (int i = 0; i < route.match().size(); i++) {
            HttpMatchRequest match = route.match().get(i);
            if (leaves.stream().noneMatch(leaf -> takesOver(match, leaf))) {
                tell(
                        FindingCode.DELEGATE_CONFLICT,
                        root,
                        FieldPath.of("spec.http").index(index).field("match").index(i),
                        "no rule of %s goes together with this match, so it routes nothing"
                                .formatted(delegate.key()));
            }
        }
    }

    private static boolean takesOver(HttpMatchRequest match, HttpRoute leaf) {
        return leaf.match().isEmpty()
                || leaf.match().stream()
                        .anyMatch(inner -> DelegateMatchMerge.goTogether(match, inner));
    }

    private void missing(FieldPath field, String why) {
        tell(
                FindingCode.DELEGATE_NOT_FOUND,
                root,
                field,
                why + "; without it this rule is left out, and its requests go on to later rules");
    }

    private void notExported(FieldPath field, VirtualService delegate) {
        missing(field, "%s is not exported to %s".formatted(delegate.key(), root.namespace()));
        tell(
                FindingCode.NOT_EXPORTED,
                delegate.key(),
                FieldPath.of("spec.exportTo"),
                "exportTo leaves out %s, the namespace of %s, which delegates to this; add it, or \"*\""
                        .formatted(root.namespace(), root));
    }

    private void leftOut(int index, VirtualService delegate, int leaf, List<Integer> strays) {
        FieldPath rootRule = FieldPath.of("spec.http").index(index);
        FieldPath leafRule = FieldPath.of("spec.http").index(leaf);
        tell(
                FindingCode.DELEGATE_CONFLICT,
                root,
                rootRule.field("delegate"),
                "%s of %s is left out: its match[%d] does not lie within a match of this rule"
                        .formatted(leafRule, delegate.key(), strays.getFirst()));
        for (int stray : strays) {
            tell(
                    FindingCode.DELEGATE_CONFLICT,
                    delegate.key(),
                    leafRule.field("match").index(stray),
                    "%s of %s delegates to this, and no match of it goes together with this one, so the whole rule is left out (expected: a narrower uri prefix or exact uri, equal ignoreUriCase, and no regex where both match)"
                            .formatted(rootRule, root));
        }
    }

    private void tell(FindingCode code, ObjectKey object, FieldPath field, String message) {
        findings.add(Finding.of(code, object, field, message));
    }
}
