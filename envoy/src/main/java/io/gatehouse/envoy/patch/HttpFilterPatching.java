// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import static io.gatehouse.envoy.patch.ListenerConditions.isNamed;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.gatehouse.envoy.filter.HttpFilterChain;
import io.gatehouse.envoy.filter.UnroutedFilters;
import java.util.ArrayList;
import java.util.List;

/// Patches to the HTTP filters of a connection manager.
final class HttpFilterPatching {
    private static final String MANAGER = "envoy.filters.network.http_connection_manager";

    private static final ListPatching<HttpFilter> FILTERS =
            new ListPatching<>(
                    patch -> ListenerConditions.httpFilter(patch).isPresent(),
                    (patch, filter) ->
                            isNamed(ListenerConditions.httpFilter(patch), filter.getName()),
                    TerminalFilters::httpProblem);

    private HttpFilterPatching() {}

    /// @param patches that are for that network filter
    static Filter apply(Filter filter, List<ReadPatch> patches, PatchLog log) {
        if (patches.isEmpty() || !filter.getName().equals(MANAGER) || !isManager(filter)) {
            return filter;
        }
        HttpConnectionManager manager = manager(filter.getTypedConfig());
        List<HttpFilter> filters =
                UnroutedFilters.patch(
                        manager.getHttpFiltersList(),
                        each ->
                                withFirst(each, patches, log).stream()
                                        .map(one -> merged(one, patches, log))
                                        .toList());
        return filter.toBuilder()
                .setTypedConfig(
                        Any.pack(
                                manager.toBuilder()
                                        .clearHttpFilters()
                                        .addAllHttpFilters(filters)
                                        .build()))
                .build();
    }

    private static List<HttpFilter> withFirst(
            List<HttpFilter> filters, List<ReadPatch> patches, PatchLog log) {
        List<HttpFilter> all = new ArrayList<>(HttpFilterChain.untilRoutesAreFound(filters));
        all.addAll(FILTERS.apply(filters.subList(all.size(), filters.size()), patches, log));
        return all;
    }

    private static HttpFilter merged(HttpFilter before, List<ReadPatch> patches, PatchLog log) {
        HttpFilter filter = before;
        for (ReadPatch patch : patches) {
            if (patch.merges()
                    && isNamed(ListenerConditions.httpFilter(patch), before.getName())
                    && filter.hasTypedConfig()) {
                filter = FilterMerge.HTTP.apply(patch, (HttpFilter) patch.value(), filter, log);
            }
        }
        return filter;
    }

    static boolean isManager(Filter filter) {
        return filter.getTypedConfig().is(HttpConnectionManager.class);
    }

    static HttpConnectionManager manager(Any config) {
        try {
            return config.unpack(HttpConnectionManager.class);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a connection manager that cannot be read", e);
        }
    }
}
