// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.DestinationRule;
import io.gatehouse.engine.Precedence;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.core.Visibility;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Which of the DestinationRules that a host has is taken for a proxy: one of the proxy's own
/// namespace, else one that the service's namespace exports, else one that the root namespace
/// exports. Rules in any other namespace never count. For a proxy in the root namespace only those
/// count as its own that are for that namespace alone, so that rules which the root namespace has
/// for the whole mesh do not hide those of the services.
///
/// @param hosts the host itself and the wildcards that cover it, the most specific first
/// @param privateByDefault whether a rule without `exportTo` is for its own namespace only
record DestinationRuleLookup(
        ProxyGroup proxy,
        String rootNamespace,
        boolean privateByDefault,
        List<String> hosts,
        Function<String, List<DestinationRule>> rulesOfHost) {

    Optional<MergedRule> find(String serviceNamespace) {
        List<MergedRule> own =
                proxy.namespace().equals(rootNamespace)
                        ? mostSpecific(rootNamespace, this::isPrivate)
                        : mostSpecific(proxy.namespace(), DestinationRuleLookup::forOwnNamespace);
        return Stream.<List<MergedRule>>of(own, exported(serviceNamespace), exported(rootNamespace))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .flatMap(this::forWorkload);
    }

    /// A namespace's rules for the most specific of the hosts for which it has any.
    private List<MergedRule> mostSpecific(String namespace, Predicate<DestinationRule> considered) {
        for (String host : hosts) {
            List<DestinationRule> rules =
                    rulesOfHost.apply(host).stream()
                            .filter(rule -> rule.metadata().namespace().equals(namespace))
                            .filter(considered)
                            .sorted(Precedence.OLDEST_FIRST)
                            .toList();
            if (!rules.isEmpty()) {
                return DestinationRuleMerge.merge(rules);
            }
        }
        return List.of();
    }

    private List<MergedRule> exported(String namespace) {
        return mostSpecific(namespace, rule -> !isPrivate(rule)).stream()
                .filter(rule ->
                        new Visibility(rule.exportTo(), namespace).includes(proxy.namespace()))
                .toList();
    }

    /// Whether it is for its own namespace alone, and the proxy in another.
    boolean hides(DestinationRule rule) {
        return isPrivate(rule) && !rule.metadata().namespace().equals(proxy.namespace());
    }

    private boolean isPrivate(DestinationRule rule) {
        List<String> exportTo = MergedRule.exportTo(rule);
        return exportTo.isEmpty()
                ? privateByDefault
                : exportTo.equals(List.of("."))
                        || exportTo.equals(List.of(rule.metadata().namespace()));
    }

    private static boolean forOwnNamespace(DestinationRule rule) {
        String own = rule.metadata().namespace();
        return new Visibility(MergedRule.exportTo(rule), own).includes(own);
    }

    /// A rule for workloads like the proxy, else the last one for all workloads, as in Istio.
    private Optional<MergedRule> forWorkload(List<MergedRule> rules) {
        return rules.stream()
                .filter(rule -> rule.namespace().equals(proxy.namespace()))
                .filter(rule ->
                        rule.selector().filter(s -> proxy.matches(s.matchLabels())).isPresent())
                .findFirst()
                .or(() -> rules.stream().filter(r -> r.selector().isEmpty()).reduce((_, b) -> b));
    }
}
