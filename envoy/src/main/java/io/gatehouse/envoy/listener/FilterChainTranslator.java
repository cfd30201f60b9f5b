// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.listener;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.protobuf.UInt64Value;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch;
import io.envoyproxy.envoy.extensions.filters.network.connection_limit.v3.ConnectionLimit;
import io.envoyproxy.envoy.extensions.filters.network.mongo_proxy.v3.MongoProxy;
import io.envoyproxy.envoy.extensions.filters.network.sni_dynamic_forward_proxy.v3.FilterConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.quic.v3.QuicDownstreamTransport;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.gatehouse.envoy.DnsCacheTranslator;
import io.gatehouse.envoy.EnvoyDuration;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.ConnectionHandling.TcpForwarding;
import io.gatehouse.routing.RequestedServerName;
import io.gatehouse.routing.ServerChain;
import io.gatehouse.routing.TlsTermination;
import io.gatehouse.routing.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class FilterChainTranslator {
    /// A client that does not finish its TLS handshake within this time is dropped.
    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(15);

    private FilterChainTranslator() {}

    /// @param connections see [ServerPort]
    /// @param mixed whether the port has chains with TLS and chains without, which then must not
    ///   take each other's connections
    static FilterChain translate(
            ServerChain chain, Transport transport, Optional<Integer> connections, boolean mixed) {
        FilterChain.Builder filterChain = FilterChain.newBuilder().setName(chain.name());
        connections.map(most -> limit(chain.name(), most)).ifPresent(filterChain::addFilters);
        filterChain.addAllFilters(filters(chain, transport));
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
                                .setTransportSocket(socket(context, transport)));
        return filterChain.build();
    }

    private static FilterChainMatch match(ServerChain chain, boolean mixed) {
        FilterChainMatch.Builder match = FilterChainMatch.newBuilder();
        chain.hello()
                .ifPresent(hello ->
                        match.addAllServerNames(hello.serverNames())
                                .addAllApplicationProtocols(hello.applicationProtocols()));
        if (mixed) {
            match.setTransportProtocol(chain.hello().isPresent() ? "tls" : "raw_buffer");
        }
        return match.build();
    }

    private static TransportSocket socket(DownstreamTlsContext context, Transport transport) {
        return switch (transport) {
            case TCP -> socket("envoy.transport_sockets.tls", context);
            case QUIC ->
                    socket(
                            "envoy.transport_sockets.quic",
                            QuicDownstreamTransport.newBuilder()
                                    .setDownstreamTlsContext(context)
                                    .build());
        };
    }

    private static TransportSocket socket(String name, Message config) {
        return TransportSocket.newBuilder().setName(name).setTypedConfig(Any.pack(config)).build();
    }

    private static List<Filter> filters(ServerChain chain, Transport transport) {
        return switch (chain.handling()) {
            case HttpRequests http -> {
                boolean byServerName =
                        chain.tls().filter(TlsTermination::isByServerName).isPresent();
                List<Filter> filters =
                        new ArrayList<>(
                                ConnectionPolicies.filters(
                                        Set.of(), http.programs().ofConnections()));
                filters.add(
                        filter(
                                "http_connection_manager",
                                HttpConnectionManagerTranslator.translate(
                                        http, transport, byServerName)));
                yield filters;
            }
            case TcpForwarding tcp -> filters(tcp);
        };
    }

    /// The name is looked up before the connection is forwarded.
    private static List<Filter> filters(TcpForwarding tcp) {
        List<Filter> filters =
                new ArrayList<>(
                        ConnectionPolicies.filters(tcp.stages(), tcp.programs().ofConnections()));
        if (tcp.mongo()) {
            filters.add(
                    filter(
                            "mongo_proxy",
                            MongoProxy.newBuilder().setStatPrefix(tcp.statPrefix()).build()));
        }
        tcp.requested()
                .map(name -> lookUp(tcp.upstreams().getFirst().upstream(), name))
                .ifPresent(filters::add);
        filters.add(filter("tcp_proxy", TcpProxyTranslator.translate(tcp)));
        return filters;
    }

    private static Filter lookUp(String upstream, RequestedServerName name) {
        return filter(
                "sni_dynamic_forward_proxy",
                FilterConfig.newBuilder()
                        .setDnsCacheConfig(DnsCacheTranslator.translate(upstream, name.lookup()))
                        .setPortValue(name.port())
                        .build());
    }

    private static Filter limit(String chain, int connections) {
        return filter(
                "connection_limit",
                ConnectionLimit.newBuilder()
                        .setStatPrefix(chain)
                        .setMaxConnections(UInt64Value.of(connections))
                        .build());
    }

    private static Filter filter(String name, Message config) {
        return Filter.newBuilder()
                .setName("envoy.filters.network." + name)
                .setTypedConfig(Any.pack(config))
                .build();
    }
}
