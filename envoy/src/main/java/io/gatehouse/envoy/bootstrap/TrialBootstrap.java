// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.bootstrap;

import com.google.protobuf.Any;
import com.google.protobuf.BoolValue;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap.DynamicResources;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap.StaticResources;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.config.core.v3.Pipe;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import java.util.Optional;

/// What `envoy --mode validate` is given to tell whether it would take one resource: the resource,
/// in the place of its kind, and nothing else.
public final class TrialBootstrap {
    private static final String NAME = "trial";
    private static final String NETWORK_FILTER = ".filters.network.";

    private TrialBootstrap() {}

    /// @param resource as it travels over a stream; absent where a resource of its type cannot be
    ///   tried alone
    public static Optional<Bootstrap> of(Any resource) throws InvalidProtocolBufferException {
        StaticResources.Builder all = StaticResources.newBuilder();
        if (resource.is(Cluster.class)) {
            all.addClusters(resource.unpack(Cluster.class));
        } else if (resource.is(ClusterLoadAssignment.class)) {
            all.addClusters(cluster(resource.unpack(ClusterLoadAssignment.class)));
        } else if (resource.is(Listener.class)) {
            all.addListeners(resource.unpack(Listener.class));
        } else if (resource.is(RouteConfiguration.class)) {
            all.addListeners(http(manager(resource.unpack(RouteConfiguration.class))));
        } else if (resource.is(ScopedRouteConfiguration.class)) {
            all.addListeners(
                    http(
                            manager(
                                    resource.unpack(ScopedRouteConfiguration.class)
                                            .getRouteConfiguration())));
        } else if (resource.is(Secret.class)) {
            Secret secret = resource.unpack(Secret.class);
            all.addSecrets(secret);
            if (secret.hasValidationContext()) {
                all.addClusters(trusting(secret));
            } else {
                all.addListeners(showing(secret));
            }
        } else if (resource.is(TypedExtensionConfig.class)) {
            all.addListeners(filter(resource.unpack(TypedExtensionConfig.class)));
        } else {
            return Optional.empty();
        }
        XdsConnection nowhere =
                XdsConnection.plaintext(new HostAndPort("127.0.0.1", 1), "nobody asks");
        all.addClusters(XdsClusterTranslator.translate(nowhere));
        return Optional.of(
                Bootstrap.newBuilder()
                        .setNode(Node.newBuilder().setId(NAME).setCluster(NAME))
                        .setDynamicResources(
                                DynamicResources.newBuilder()
                                        .setAdsConfig(
                                                BootstrapTranslator.ads(nowhere.credential())))
                        .setStaticResources(all)
                        .setLayeredRuntime(BootstrapTranslator.runtime())
                        .build());
    }

    private static Cluster cluster(ClusterLoadAssignment endpoints) {
        return Cluster.newBuilder()
                .setName(endpoints.getClusterName())
                .setType(DiscoveryType.STATIC)
                .setLoadAssignment(endpoints)
                .build();
    }

    private static HttpConnectionManager.Builder manager(RouteConfiguration routes) {
        return HttpConnectionManager.newBuilder()
                .setStatPrefix(NAME)
                .setRouteConfig(routes.toBuilder().setValidateClusters(BoolValue.of(false)));
    }

    private static Listener http(HttpConnectionManager.Builder manager) {
        manager.addHttpFilters(
                HttpFilter.newBuilder()
                        .setName("envoy.filters.http.router")
                        .setTypedConfig(Any.pack(Router.getDefaultInstance())));
        return listener(
                FilterChain.newBuilder()
                        .addFilters(
                                filter(
                                        "envoy.filters.network.http_connection_manager",
                                        manager.build())));
    }

    private static Listener filter(TypedExtensionConfig extension) {
        if (extension.getTypedConfig().getTypeUrl().contains(NETWORK_FILTER)) {
            return listener(
                    FilterChain.newBuilder()
                            .addFilters(
                                    Filter.newBuilder()
                                            .setName(extension.getName())
                                            .setTypedConfig(extension.getTypedConfig()))
                            .addFilters(
                                    filter(
                                            "envoy.filters.network.tcp_proxy",
                                            TcpProxy.newBuilder()
                                                    .setStatPrefix(NAME)
                                                    .setCluster(XdsClusterTranslator.NAME)
                                                    .build())));
        }
        return http(
                manager(RouteConfiguration.newBuilder().setName(NAME).build())
                        .addHttpFilters(
                                HttpFilter.newBuilder()
                                        .setName(extension.getName())
                                        .setTypedConfig(extension.getTypedConfig())));
    }

    private static Listener showing(Secret secret) {
        return listener(
                FilterChain.newBuilder()
                        .setTransportSocket(
                                tls(
                                        DownstreamTlsContext.newBuilder()
                                                .setCommonTlsContext(
                                                        CommonTlsContext.newBuilder()
                                                                .addTlsCertificateSdsSecretConfigs(
                                                                        named(secret)))
                                                .build())));
    }

    private static Cluster trusting(Secret secret) {
        return Cluster.newBuilder()
                .setName(NAME)
                .setType(DiscoveryType.STATIC)
                .setTransportSocket(
                        tls(
                                UpstreamTlsContext.newBuilder()
                                        .setCommonTlsContext(
                                                CommonTlsContext.newBuilder()
                                                        .setValidationContextSdsSecretConfig(
                                                                named(secret)))
                                        .build()))
                .build();
    }

    private static SdsSecretConfig named(Secret secret) {
        return SdsSecretConfig.newBuilder().setName(secret.getName()).build();
    }

    private static TransportSocket tls(Message context) {
        return TransportSocket.newBuilder()
                .setName("envoy.transport_sockets.tls")
                .setTypedConfig(Any.pack(context))
                .build();
    }

    private static Listener listener(FilterChain.Builder chain) {
        return Listener.newBuilder()
                .setName(NAME)
                .setAddress(
                        Address.newBuilder().setPipe(Pipe.newBuilder().setPath("@gatehouse-trial")))
                .addFilterChains(chain)
                .build();
    }

    private static Filter filter(String name, Message config) {
        return Filter.newBuilder().setName(name).setTypedConfig(Any.pack(config)).build();
    }
}
