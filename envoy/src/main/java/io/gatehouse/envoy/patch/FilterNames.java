// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import java.util.stream.Stream;

/// What filters are called, for whoever looked for another one.
public final class FilterNames {
    private FilterNames() {}

    public static Stream<String> network(Listener listener) {
        return filters(listener).map(Filter::getName);
    }

    public static Stream<String> http(Listener listener) {
        return filters(listener)
                .filter(HttpFilterPatching::isManager)
                .flatMap(filter ->
                        HttpFilterPatching.manager(filter.getTypedConfig())
                                .getHttpFiltersList()
                                .stream())
                .map(HttpFilter::getName);
    }

    private static Stream<Filter> filters(Listener listener) {
        return listener.getFilterChainsList().stream()
                .map(FilterChain::getFiltersList)
                .flatMap(filters -> filters.stream());
    }
}
