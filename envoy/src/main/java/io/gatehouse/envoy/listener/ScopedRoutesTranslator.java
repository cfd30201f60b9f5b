// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.listener;

import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.ScopedRds;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.ScopedRoutes;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.ScopedRoutes.ScopeKeyBuilder;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.ScopedRoutes.ScopeKeyBuilder.FragmentBuilder;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.ScopedRoutes.ScopeKeyBuilder.FragmentBuilder.HeaderValueExtractor;
import io.gatehouse.envoy.AdsSource;
import io.gatehouse.envoy.RouteScope;

/// Has a connection manager find the routes of each request by its host.
final class ScopedRoutesTranslator {
    /// Equal for all tables, which makes Envoy keep the scopes once.
    static final ScopedRoutes ROUTES =
            ScopedRoutes.newBuilder()
                    .setName("hosts")
                    .setScopeKeyBuilder(
                            ScopeKeyBuilder.newBuilder()
                                    .addFragments(
                                            FragmentBuilder.newBuilder()
                                                    .setHeaderValueExtractor(
                                                            HeaderValueExtractor.newBuilder()
                                                                    .setName(RouteScope.HEADER)
                                                                    .setElementSeparator(
                                                                            RouteScope.END)
                                                                    .setIndex(0))))
                    .setScopedRds(
                            ScopedRds.newBuilder().setScopedRdsConfigSource(AdsSource.PATIENT))
                    .build();

    private ScopedRoutesTranslator() {}

    static void apply(String table, HttpConnectionManager.Builder manager) {
        manager.setScopedRoutes(ROUTES)
                .addEarlyHeaderMutationExtensions(
                        EarlyHeaderTranslator.overwrite(
                                RouteScope.HEADER, RouteScope.key(table, "%REQ(:AUTHORITY)%")));
    }
}
