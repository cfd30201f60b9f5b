// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.listener;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.Pipe;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.core.v3.TrafficDirection;
import io.envoyproxy.envoy.config.core.v3.UdpSocketConfig;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilter;
import io.envoyproxy.envoy.config.listener.v3.QuicProtocolOptions;
import io.envoyproxy.envoy.config.listener.v3.UdpListenerConfig;
import io.envoyproxy.envoy.extensions.filters.listener.proxy_protocol.v3.ProxyProtocol;
import io.envoyproxy.envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector;
import io.gatehouse.envoy.accesslog.AccessLogTranslator;
import io.gatehouse.routing.ServerChain;
import io.gatehouse.routing.ServerPort;
import io.gatehouse.routing.Transport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Translates one port into one listener, with Istio's name and settings for a gateway.
public final class ListenerTranslator {
    private static final String UNIX = "unix://";
    private static final String ALL_IPV6 = "::";
    private static final ListenerFilter TLS_INSPECTOR =
            filter("tls_inspector", TlsInspector.getDefaultInstance());
    private static final ListenerFilter PROXY_HEADER =
            filter("proxy_protocol", ProxyProtocol.getDefaultInstance());

    private ListenerTranslator() {}

    public static Listener translate(ServerPort port) {
        Listener.Builder listener =
                Listener.newBuilder()
                        .setName(port.name())
                        .setAddress(address(port))
                        .setTrafficDirection(TrafficDirection.OUTBOUND)
                        .addAllAccessLog(AccessLogTranslator.unrouted(port.logs()))
                        .addAllFilterChains(filterChains(port));
        port.buffer().map(UInt32Value::of).ifPresent(listener::setPerConnectionBufferLimitBytes);
        if (ServerNameGuardTranslator.isNeeded(port.chains())) {
            listener.getFilterChainsBuilderList()
                    .forEach(FilterChain.Builder::clearFilterChainMatch);
            listener.setFilterChainMatcher(ServerNameGuardTranslator.translate(port.chains()));
        }
        return switch (port.transport()) {
            case TCP ->
                    listener.setMaxConnectionsToAcceptPerSocketEvent(UInt32Value.of(1))
                            .addAllListenerFilters(listenerFilters(port))
                            .build();
            case QUIC ->
                    listener.setUdpListenerConfig(
                                    UdpListenerConfig.newBuilder()
                                            .setQuicOptions(
                                                    QuicProtocolOptions.getDefaultInstance())
                                            .setDownstreamSocketConfig(
                                                    UdpSocketConfig.getDefaultInstance()))
                            .build();
        };
    }

    /// All IPv6 addresses include all of IPv4.
    private static Address address(ServerPort port) {
        if (port.bind().startsWith(UNIX)) {
            return Address.newBuilder()
                    .setPipe(Pipe.newBuilder().setPath(port.bind().substring(UNIX.length())))
                    .build();
        }
        return Address.newBuilder()
                .setSocketAddress(
                        SocketAddress.newBuilder()
                                .setProtocol(
                                        port.transport() == Transport.QUIC
                                                ? SocketAddress.Protocol.UDP
                                                : SocketAddress.Protocol.TCP)
                                .setAddress(port.bind())
                                .setPortValue(port.port())
                                .setIpv4Compat(port.bind().equals(ALL_IPV6)))
                .build();
    }

    private static List<FilterChain> filterChains(ServerPort port) {
        boolean mixed =
                port.chains().stream().map(chain -> chain.hello().isPresent()).distinct().count()
                        > 1;
        return port.chains().stream()
                .sorted(Comparator.comparing(ServerChain::name))
                .map(chain ->
                        FilterChainTranslator.translate(
                                chain, port.transport(), port.connections(), mixed))
                .toList();
    }

    /// The PROXY header comes before everything else on a connection.
    private static List<ListenerFilter> listenerFilters(ServerPort port) {
        List<ListenerFilter> filters = new ArrayList<>();
        if (port.proxyHeader()) {
            filters.add(PROXY_HEADER);
        }
        if (port.chains().stream().anyMatch(chain -> chain.hello().isPresent())) {
            filters.add(TLS_INSPECTOR);
        }
        return filters;
    }

    private static ListenerFilter filter(String name, Message config) {
        return ListenerFilter.newBuilder()
                .setName("envoy.filters.listener." + name)
                .setTypedConfig(Any.pack(config))
                .build();
    }
}
