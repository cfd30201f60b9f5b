// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.listener;

import com.google.protobuf.Any;
import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.core.v3.TrafficDirection;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilter;
import io.envoyproxy.envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector;
import io.gatehouse.routing.ServerChain;
import io.gatehouse.routing.ServerPort;
import java.util.Comparator;
import java.util.List;

/// Translates one port into one listener, with Istio's name and settings for a gateway.
public final class ListenerTranslator {
    private static final ListenerFilter TLS_INSPECTOR =
            ListenerFilter.newBuilder()
                    .setName("envoy.filters.listener.tls_inspector")
                    .setTypedConfig(Any.pack(TlsInspector.getDefaultInstance()))
                    .build();

    private ListenerTranslator() {}

    public static Listener translate(ServerPort port) {
        Listener.Builder listener =
                Listener.newBuilder()
                        .setName(port.name())
                        .setAddress(address(port))
                        .setTrafficDirection(TrafficDirection.OUTBOUND)
                        .setMaxConnectionsToAcceptPerSocketEvent(UInt32Value.of(1))
                        .addAllFilterChains(filterChains(port));
        if (port.chains().stream().anyMatch(ListenerTranslator::looksIntoTls)) {
            listener.addListenerFilters(TLS_INSPECTOR);
        }
        return listener.build();
    }

    private static Address address(ServerPort port) {
        return Address.newBuilder()
                .setSocketAddress(
                        SocketAddress.newBuilder()
                                .setAddress(port.bind())
                                .setPortValue(port.port()))
                .build();
    }

    private static List<FilterChain> filterChains(ServerPort port) {
        boolean mixed =
                port.chains().stream().map(chain -> chain.tls().isPresent()).distinct().count() > 1;
        return port.chains().stream()
                .sorted(Comparator.comparing(ServerChain::name))
                .map(chain -> FilterChainTranslator.translate(chain, mixed))
                .toList();
    }

    private static boolean looksIntoTls(ServerChain chain) {
        return chain.tls().isPresent() || !chain.serverNames().isEmpty();
    }
}
