// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.listener;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch;
import io.gatehouse.envoy.EnvoyDuration;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.ServerChain;
import java.time.Duration;

final class FilterChainTranslator {
    /// A client that does not finish its TLS handshake within this time is dropped.
    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(15);

    private FilterChainTranslator() {}

    /// @param mixed whether the port has chains with TLS and chains without, which then must not
    ///   take each other's connections
    static FilterChain translate(ServerChain chain, boolean mixed) {
        FilterChain.Builder filterChain =
                FilterChain.newBuilder().setName(chain.name()).addFilters(filter(chain));
        FilterChainMatch match = match(chain, mixed);
        if (!match.equals(FilterChainMatch.getDefaultInstance())) {
            filterChain.setFilterChainMatch(match);
        }
        chain.tls()
                .map(DownstreamTlsTranslator::translate)
                .ifPresent(context ->
                        filterChain
                                .setTransportSocketConnectTimeout(
                                        EnvoyDuration.of(HANDSHAKE_TIMEOUT))
                                .setTransportSocket(
                                        TransportSocket.newBuilder()
                                                .setName("envoy.transport_sockets.tls")
                                                .setTypedConfig(Any.pack(context))));
        return filterChain.build();
    }

    private static FilterChainMatch match(ServerChain chain, boolean mixed) {
        FilterChainMatch.Builder match =
                FilterChainMatch.newBuilder().addAllServerNames(chain.serverNames());
        if (mixed) {
            match.setTransportProtocol(chain.tls().isPresent() ? "tls" : "raw_buffer");
        }
        return match.build();
    }

    private static Filter filter(ServerChain chain) {
        return switch (chain.handling()) {
            case HttpRequests http ->
                    Filter.newBuilder()
                            .setName("envoy.filters.network.http_connection_manager")
                            .setTypedConfig(
                                    Any.pack(HttpConnectionManagerTranslator.translate(http)))
                            .build();
        };
    }
}
