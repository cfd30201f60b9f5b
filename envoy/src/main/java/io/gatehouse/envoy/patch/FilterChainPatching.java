// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import static io.gatehouse.envoy.patch.ListenerConditions.isNamed;

import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch;
import io.gatehouse.routing.PatchOperation;
import io.gatehouse.routing.PatchSubject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Patches to a filter chain and to its network filters.
///
/// @param patches that are for the chain's listener
/// @param taken what other chains of the listener match
record FilterChainPatching(List<ReadPatch> patches, Set<FilterChainMatch> taken, PatchLog log) {
    private static final ListPatching<Filter> FILTERS =
            new ListPatching<>(
                    patch -> ListenerConditions.filter(patch).isPresent(),
                    (patch, filter) -> isNamed(ListenerConditions.filter(patch), filter.getName()),
                    TerminalFilters::networkProblem);

    /// Absent if it is removed.
    Optional<FilterChain> apply(FilterChain before) {
        List<ReadPatch> ours =
                patches.stream().filter(patch -> ListenerConditions.chain(patch, before)).toList();
        FilterChain chain = before;
        for (ReadPatch patch : of(PatchSubject.FILTER_CHAIN, ours)) {
            if (patch.operation() == PatchOperation.REMOVE) {
                log.met(patch);
                return Optional.empty();
            } else if (patch.merges()) {
                chain = changed(patch, chain);
            }
        }
        List<Filter> filters =
                FILTERS.apply(chain.getFiltersList(), of(PatchSubject.NETWORK_FILTER, ours), log);
        List<Filter> patched = new ArrayList<>();
        for (Filter filter : filters) {
            patched.add(filter(filter, ours));
        }
        return Optional.of(chain.toBuilder().clearFilters().addAllFilters(patched).build());
    }

    private static List<ReadPatch> of(PatchSubject subject, List<ReadPatch> patches) {
        return patches.stream().filter(patch -> patch.subject() == subject).toList();
    }

    private FilterChain changed(ReadPatch patch, FilterChain before) {
        FilterChain after = merged(patch, before);
        if (!taken.contains(after.getFilterChainMatch())) {
            return log.change(patch, before, _ -> after);
        }
        log.leftOut(
                patch,
                "%s would have the filter_chain_match of another filter chain (expected: all differ)"
                        .formatted(before.getName()));
        return before;
    }

    private static FilterChain merged(ReadPatch patch, FilterChain chain) {
        MessageMerge merge = MessageMerge.of(patch);
        FilterChain value = (FilterChain) patch.value();
        FilterChain.Builder merged =
                merge.merge(chain, value.toBuilder().clearTransportSocket().build()).toBuilder();
        if (value.hasTransportSocket()) {
            merged.setTransportSocket(
                    TransportSocketMerge.merge(
                            merge, chain.getTransportSocket(), value.getTransportSocket()));
        }
        return merged.build();
    }

    private Filter filter(Filter before, List<ReadPatch> ours) {
        Filter filter = before;
        List<ReadPatch> named =
                ours.stream()
                        .filter(patch ->
                                isNamed(ListenerConditions.filter(patch), before.getName()))
                        .toList();
        for (ReadPatch patch : of(PatchSubject.NETWORK_FILTER, named)) {
            if (patch.merges() && filter.hasTypedConfig()) {
                filter = FilterMerge.NETWORK.apply(patch, (Filter) patch.value(), filter, log);
            }
        }
        return HttpFilterPatching.apply(filter, of(PatchSubject.HTTP_FILTER, named), log);
    }
}
