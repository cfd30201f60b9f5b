// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap.DynamicResources;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap.StaticResources;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.ScopedRouteConfigurationsList;
import io.envoyproxy.envoy.extensions.transport_sockets.proxy_protocol.v3.ProxyProtocolUpstreamTransport;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Puts resources that refer to each other by name, as they travel over a stream, into one
/// bootstrap that needs no stream: route configurations, scopes and policies into listeners,
/// endpoints into clusters, secrets beside them. What is missing stays a dangling name for Envoy to
/// complain of, except a route configuration, which Envoy would wait for. Secrets of filters are
/// asked for by ADS.
public final class StaticBootstrap {
    private final ScopedRouteConfigurationsList scopes;
    private final SortedMap<String, RouteConfiguration> routes = new TreeMap<>();
    private final SortedMap<String, ClusterLoadAssignment> endpoints = new TreeMap<>();
    private final SortedMap<String, Any> policies = new TreeMap<>();
    private final SortedSet<String> unusedRoutes = new TreeSet<>();

    private StaticBootstrap(EnvoyResources resources) {
        resources.routes().forEach(route -> routes.put(route.getName(), route));
        unusedRoutes.addAll(routes.keySet());
        scopes =
                ScopedRouteConfigurationsList.newBuilder()
                        .addAllScopedRouteConfigurations(
                                resources.scopes().stream().map(this::inlineRoutes).toList())
                        .build();
        resources
                .policies()
                .forEach(policy -> policies.put(policy.getName(), policy.getTypedConfig()));
        resources.endpoints().forEach(each -> endpoints.put(each.getClusterName(), each));
    }

    /// Makes that bootstrap.
    ///
    /// @param base everything is taken from it, but of the dynamic resources only where ADS is
    /// @throws IllegalArgumentException when a listener names a missing route configuration or
    ///   policy, or when neither a listener nor a scope names a route configuration, which Envoy
    ///   would never see
    public static Bootstrap of(Bootstrap base, EnvoyResources resources) {
        StaticBootstrap inlining = new StaticBootstrap(resources);
        StaticResources.Builder all =
                base.getStaticResources().toBuilder().addAllSecrets(resources.secrets());
        resources.listeners().forEach(listener -> all.addListeners(inlining.listener(listener)));
        if (!inlining.unusedRoutes.isEmpty()) {
            throw new IllegalArgumentException(
                    "no listener names route configurations " + inlining.unusedRoutes);
        }
        resources.clusters().forEach(cluster -> all.addClusters(inlining.cluster(cluster)));
        Bootstrap.Builder bootstrap =
                base.toBuilder().clearDynamicResources().setStaticResources(all);
        if (base.getDynamicResources().hasAdsConfig()) {
            bootstrap.setDynamicResources(
                    DynamicResources.newBuilder()
                            .setAdsConfig(base.getDynamicResources().getAdsConfig()));
        }
        return bootstrap.build();
    }

    private Listener listener(Listener listener) {
        Listener.Builder inlined = listener.toBuilder();
        inlined.getFilterChainsBuilderList().forEach(this::inline);
        return inlined.build();
    }

    private void inline(FilterChain.Builder chain) {
        for (Filter.Builder filter : chain.getFiltersBuilderList()) {
            if (filter.hasConfigDiscovery()) {
                filter.setTypedConfig(policy(filter.getName()));
            }
            if (filter.getTypedConfig().is(HttpConnectionManager.class)) {
                filter.setTypedConfig(inlineRoutes(inlinePolicies(filter.getTypedConfig())));
            }
        }
        Any socket = chain.getTransportSocket().getTypedConfig();
        if (socket.is(DownstreamTlsContext.class)) {
            DownstreamTlsContext.Builder context =
                    unpack(socket, DownstreamTlsContext.class).toBuilder();
            inlineSecrets(context.getCommonTlsContextBuilder());
            chain.getTransportSocketBuilder().setTypedConfig(Any.pack(context.build()));
        }
    }

    private Any inlinePolicies(Any config) {
        HttpConnectionManager.Builder manager =
                unpack(config, HttpConnectionManager.class).toBuilder();
        manager.getHttpFiltersBuilderList().stream()
                .filter(HttpFilter.Builder::hasConfigDiscovery)
                .forEach(filter -> filter.setTypedConfig(policy(filter.getName())));
        return Any.pack(manager.build());
    }

    private Any policy(String name) {
        Any config = policies.get(name);
        if (config == null) {
            throw new IllegalArgumentException("policy " + name + " is missing");
        }
        return config;
    }

    private Any inlineRoutes(Any config) {
        HttpConnectionManager manager = unpack(config, HttpConnectionManager.class);
        if (manager.hasScopedRoutes()) {
            HttpConnectionManager.Builder scoped = manager.toBuilder();
            scoped.getScopedRoutesBuilder()
                    .clearRdsConfigSource()
                    .setScopedRouteConfigurationsList(scopes);
            return Any.pack(scoped.build());
        }
        if (!manager.hasRds()) {
            return config;
        }
        RouteConfiguration route = routes(manager.getRds().getRouteConfigName());
        return Any.pack(manager.toBuilder().setRouteConfig(route).build());
    }

    private ScopedRouteConfiguration inlineRoutes(ScopedRouteConfiguration scope) {
        return scope.getRouteConfigurationName().isEmpty()
                ? scope
                : scope.toBuilder()
                        .clearOnDemand()
                        .clearRouteConfigurationName()
                        .setRouteConfiguration(routes(scope.getRouteConfigurationName()))
                        .build();
    }

    private RouteConfiguration routes(String name) {
        RouteConfiguration route = routes.get(name);
        if (route == null) {
            throw new IllegalArgumentException("route configuration " + name + " is missing");
        }
        unusedRoutes.remove(name);
        return route;
    }

    private static void inlineSecrets(CommonTlsContext.Builder common) {
        common.getTlsCertificateSdsSecretConfigsBuilderList()
                .forEach(SdsSecretConfig.Builder::clearSdsConfig);
        if (common.hasCombinedValidationContext()) {
            common.getCombinedValidationContextBuilder()
                    .getValidationContextSdsSecretConfigBuilder()
                    .clearSdsConfig();
        }
    }

    private static TransportSocket inlineSecrets(TransportSocket socket) {
        Any config = socket.getTypedConfig();
        if (config.is(UpstreamTlsContext.class)) {
            UpstreamTlsContext.Builder context =
                    unpack(config, UpstreamTlsContext.class).toBuilder();
            inlineSecrets(context.getCommonTlsContextBuilder());
            return socket.toBuilder().setTypedConfig(Any.pack(context.build())).build();
        }
        if (config.is(ProxyProtocolUpstreamTransport.class)) {
            ProxyProtocolUpstreamTransport.Builder around =
                    unpack(config, ProxyProtocolUpstreamTransport.class).toBuilder();
            around.setTransportSocket(inlineSecrets(around.getTransportSocket()));
            return socket.toBuilder().setTypedConfig(Any.pack(around.build())).build();
        }
        return socket;
    }

    private Cluster cluster(Cluster given) {
        Cluster cluster =
                given.hasTransportSocket()
                        ? given.toBuilder()
                                .setTransportSocket(inlineSecrets(given.getTransportSocket()))
                                .build()
                        : given;
        if (cluster.getType() != DiscoveryType.EDS) {
            return cluster;
        }
        String service = cluster.getEdsClusterConfig().getServiceName();
        String name = service.isEmpty() ? cluster.getName() : service;
        ClusterLoadAssignment assignment =
                endpoints.getOrDefault(
                        name, ClusterLoadAssignment.newBuilder().setClusterName(name).build());
        return cluster.toBuilder()
                .setType(DiscoveryType.STATIC)
                .clearEdsClusterConfig()
                .setLoadAssignment(assignment)
                .build();
    }

    private static <T extends Message> T unpack(Any any, Class<T> type) {
        try {
            return any.unpack(type);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("malformed " + any.getTypeUrl(), e);
        }
    }
}
