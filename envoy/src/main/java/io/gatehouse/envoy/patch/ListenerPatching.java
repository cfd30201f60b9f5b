// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import static io.gatehouse.envoy.patch.ListenerConditions.isNamed;

import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilter;
import io.gatehouse.routing.PatchOperation;
import io.gatehouse.routing.PatchSubject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Patches to a listener and to all that is in it, in Istio's order: from the outside in, and for
/// each thing its patches as they stand.
public final class ListenerPatching {
    private static final ListPatching<ListenerFilter> LISTENER_FILTERS =
            new ListPatching<>(
                    patch -> ListenerConditions.listenerFilter(patch).isPresent(),
                    (patch, filter) ->
                            isNamed(ListenerConditions.listenerFilter(patch), filter.getName()),
                    _ -> Optional.empty());

    private final PatchLog log = new PatchLog();
    private final List<ReadPatch> patches;

    private ListenerPatching(List<ReadPatch> patches) {
        this.patches = patches;
    }

    /// @param patches of subjects of listeners, in their order
    public static Patched<Listener> apply(Listener listener, List<ReadPatch> patches) {
        ListenerPatching patching =
                new ListenerPatching(
                        patches.stream()
                                .filter(patch -> ListenerConditions.listener(patch, listener))
                                .toList());
        return patching.log.outcome(patching.listener(listener));
    }

    private List<ReadPatch> of(PatchSubject subject) {
        return patches.stream().filter(patch -> patch.subject() == subject).toList();
    }

    private Optional<Listener> listener(Listener before) {
        Listener listener = before;
        for (ReadPatch patch : of(PatchSubject.LISTENER)) {
            if (patch.operation() == PatchOperation.REMOVE) {
                log.met(patch);
                return Optional.empty();
            } else if (patch.merges()) {
                listener = changed(patch, listener);
            }
        }
        Listener.Builder parts = listener.toBuilder();
        List<ListenerFilter> filters =
                LISTENER_FILTERS.apply(
                        listener.getListenerFiltersList(), of(PatchSubject.LISTENER_FILTER), log);
        parts.clearListenerFilters().addAllListenerFilters(filters);
        List<FilterChain> chains = chains(listener.getFilterChainsList());
        parts.clearFilterChains().addAllFilterChains(chains);
        if (listener.hasDefaultFilterChain()) {
            parts.clearDefaultFilterChain();
            new FilterChainPatching(patches, Set.of(), log)
                    .apply(listener.getDefaultFilterChain())
                    .ifPresent(parts::setDefaultFilterChain);
        }
        return chains.isEmpty() && !parts.hasDefaultFilterChain()
                ? Optional.empty()
                : Optional.of(parts.build());
    }

    /// Envoy refuses two listeners at one address, and two chains of a listener with one match.
    private Listener changed(ReadPatch patch, Listener before) {
        Listener after = merged(patch, before);
        List<FilterChainMatch> matches =
                after.getFilterChainsList().stream().map(FilterChain::getFilterChainMatch).toList();
        if (!after.getAddress().equals(before.getAddress())) {
            log.leftOut(
                    patch,
                    "it would move %s to another address (expected: the same; ADD brings a listener of its own)"
                            .formatted(before.getName()));
        } else if (Set.copyOf(matches).size() < matches.size()) {
            log.leftOut(
                    patch,
                    "%s would have two filter chains with the same filter_chain_match (expected: all differ)"
                            .formatted(before.getName()));
        } else {
            return log.change(patch, before, _ -> after);
        }
        return before;
    }

    /// Its name is by which everything else knows it.
    private static Listener merged(ReadPatch patch, Listener listener) {
        return MessageMerge.of(patch).merge(listener, patch.value()).toBuilder()
                .setName(listener.getName())
                .build();
    }

    private List<FilterChain> chains(List<FilterChain> before) {
        List<FilterChain> chains = new ArrayList<>();
        for (FilterChain chain : before) {
            new FilterChainPatching(patches, matches(before, chain, chains), log)
                    .apply(chain)
                    .ifPresent(chains::add);
        }
        for (ReadPatch patch : of(PatchSubject.FILTER_CHAIN)) {
            if (patch.operation() == PatchOperation.ADD) {
                add(patch, (FilterChain) patch.value(), chains);
            }
        }
        return chains;
    }

    /// Those of all chains but one.
    private static Set<FilterChainMatch> matches(
            List<FilterChain> before, FilterChain but, List<FilterChain> after) {
        Set<FilterChainMatch> matches = new HashSet<>();
        before.stream().map(FilterChain::getFilterChainMatch).forEach(matches::add);
        after.stream().map(FilterChain::getFilterChainMatch).forEach(matches::add);
        matches.remove(but.getFilterChainMatch());
        return matches;
    }

    private void add(ReadPatch patch, FilterChain added, List<FilterChain> chains) {
        Optional<FilterChain> same =
                chains.stream()
                        .filter(chain ->
                                chain.getFilterChainMatch().equals(added.getFilterChainMatch()))
                        .findFirst();
        if (same.isPresent()) {
            log.leftOut(
                    patch,
                    "the filter chain %s has the same filter_chain_match (expected: one that no other has)"
                            .formatted(same.get().getName()));
        } else {
            log.met(patch);
            chains.add(added);
        }
    }
}
