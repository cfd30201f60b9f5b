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
import io.gatehouse.routing.RouteDelivery;

/// Has a connection manager find the routes of each request by its host.
final class ScopedRoutesTranslator {
    /// Equal for all tables, which makes Envoy keep the scopes once.
    private static final ScopedRoutes ROUTES =
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

    /// Where scopes name their routes.
    private static final ScopedRoutes ON_DEMAND =
            ROUTES.toBuilder().setRdsConfigSource(AdsSource.PATIENT).build();

    private ScopedRoutesTranslator() {}

    static ScopedRoutes translate(RouteDelivery delivery) {
        return delivery == RouteDelivery.HOST_ON_DEMAND ? ON_DEMAND : ROUTES;
    }

    static void apply(String table, RouteDelivery delivery, HttpConnectionManager.Builder manager) {
        manager.setScopedRoutes(translate(delivery))
                .addEarlyHeaderMutationExtensions(
                        EarlyHeaderTranslator.overwrite(
                                RouteScope.HEADER, RouteScope.key(table, "%REQ(:AUTHORITY)%")));
    }
}
