// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The HTTP filters of one chain, in their order.
public final class HttpFilterChain {
    private static final List<HttpFilterTranslator> TRANSLATORS =
            Stream.of(new HostWithoutPortFilter(), new RequestedHostFilter(), new RouterFilter())
                    .sorted(Comparator.comparing(HttpFilterTranslator::order))
                    .toList();

    private HttpFilterChain() {}

    public static List<HttpFilter> of(HttpRequests http) {
        return TRANSLATORS.stream()
                .flatMap(translator ->
                        translator.chainConfig(http).stream()
                                .map(config ->
                                        HttpFilter.newBuilder()
                                                .setName(translator.order().filterName())
                                                .setTypedConfig(config)
                                                .setDisabled(translator.forSomeRoutes())
                                                .build()))
                .toList();
    }

    static List<HttpFilterTranslator> translators() {
        return TRANSLATORS;
    }
}
