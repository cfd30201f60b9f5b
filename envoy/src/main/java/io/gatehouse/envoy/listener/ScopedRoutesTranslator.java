// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.listener;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.common.mutation_rules.v3.HeaderMutation;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
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
        manager.setScopedRoutes(ROUTES).addEarlyHeaderMutationExtensions(scopeOfHost(table));
    }

    private static TypedExtensionConfig scopeOfHost(String table) {
        HeaderMutation mutation =
                HeaderMutation.newBuilder()
                        .setAppend(
                                HeaderValueOption.newBuilder()
                                        .setHeader(
                                                HeaderValue.newBuilder()
                                                        .setKey(RouteScope.HEADER)
                                                        .setValue(
                                                                RouteScope.key(
                                                                        table,
                                                                        "%REQ(:AUTHORITY)%")))
                                        .setAppendAction(
                                                HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD))
                        .build();
        return TypedExtensionConfig.newBuilder()
                .setName("envoy.http.early_header_mutation.header_mutation")
                .setTypedConfig(
                        Any.pack(
                                io.envoyproxy.envoy.extensions.http.early_header_mutation
                                        .header_mutation.v3.HeaderMutation.newBuilder()
                                        .addMutations(mutation)
                                        .build()))
                .build();
    }
}
