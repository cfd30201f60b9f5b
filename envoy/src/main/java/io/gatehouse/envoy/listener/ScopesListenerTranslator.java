// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.listener;

import com.google.protobuf.Any;
import com.google.protobuf.BoolValue;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.gatehouse.routing.RouteDelivery;

/// A listener that takes no connection and has the proxy ask for scopes. All listeners share what
/// it is told, but only the first waits for it: the others would answer 404 until then.
public final class ScopesListenerTranslator {
    public static final String NAME = "scopes";

    private ScopesListenerTranslator() {}

    /// @param delivery of the tables whose scopes it asks for
    public static Listener translate(RouteDelivery delivery) {
        return Listener.newBuilder()
                .setName(NAME)
                .setAddress(
                        Address.newBuilder()
                                .setSocketAddress(
                                        SocketAddress.newBuilder()
                                                .setAddress("127.0.0.1")
                                                .setPortValue(0)))
                .setBindToPort(BoolValue.of(false))
                .addFilterChains(
                        FilterChain.newBuilder()
                                .addFilters(
                                        Filter.newBuilder()
                                                .setName("http_connection_manager")
                                                .setTypedConfig(Any.pack(manager(delivery)))))
                .build();
    }

    private static HttpConnectionManager manager(RouteDelivery delivery) {
        HttpFilter router =
                HttpFilter.newBuilder()
                        .setName("router")
                        .setTypedConfig(Any.pack(Router.getDefaultInstance()))
                        .build();
        return HttpConnectionManager.newBuilder()
                .setStatPrefix(NAME)
                .setScopedRoutes(ScopedRoutesTranslator.translate(delivery))
                .addHttpFilters(router)
                .build();
    }
}
