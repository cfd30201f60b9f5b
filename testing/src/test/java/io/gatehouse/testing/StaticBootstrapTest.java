// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap.DynamicResources;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap.StaticResources;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.EdsClusterConfig;
import io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.Rds;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsCertificate;
import java.util.List;
import org.junit.jupiter.api.Test;

class StaticBootstrapTest {
    private static final ConfigSource ADS =
            ConfigSource.newBuilder().setAds(AggregatedConfigSource.getDefaultInstance()).build();

    private static final RouteConfiguration ROUTES =
            RouteConfiguration.newBuilder().setName("http.80").build();

    private static final Secret SECRET = Secret.newBuilder().setName("my-tls-secret").build();

    private static Listener listener() {
        HttpConnectionManager manager =
                HttpConnectionManager.newBuilder()
                        .setStatPrefix("http")
                        .setRds(Rds.newBuilder().setRouteConfigName("http.80").setConfigSource(ADS))
                        .build();
        DownstreamTlsContext tls =
                DownstreamTlsContext.newBuilder()
                        .setCommonTlsContext(
                                CommonTlsContext.newBuilder()
                                        .addTlsCertificateSdsSecretConfigs(
                                                SdsSecretConfig.newBuilder()
                                                        .setName("my-tls-secret")
                                                        .setSdsConfig(ADS)))
                        .build();
        return Listener.newBuilder()
                .setName("0.0.0.0_8443")
                .addFilterChains(
                        FilterChain.newBuilder()
                                .addFilters(Filter.newBuilder().setTypedConfig(Any.pack(manager)))
                                .setTransportSocket(
                                        TransportSocket.newBuilder().setTypedConfig(Any.pack(tls))))
                .addFilterChains(FilterChain.newBuilder().setName("plain"))
                .build();
    }

    private static Cluster eds(String name, String service) {
        return Cluster.newBuilder()
                .setName(name)
                .setType(DiscoveryType.EDS)
                .setEdsClusterConfig(
                        EdsClusterConfig.newBuilder().setServiceName(service).setEdsConfig(ADS))
                .build();
    }

    private static Bootstrap bootstrap(EnvoyResources resources) {
        Bootstrap base =
                Bootstrap.newBuilder()
                        .setDynamicResources(DynamicResources.newBuilder().setCdsConfig(ADS))
                        .setStaticResources(
                                StaticResources.newBuilder()
                                        .addClusters(Cluster.newBuilder().setName("xds-grpc")))
                        .build();
        return StaticBootstrap.of(base, resources);
    }

    @Test
    void needsNoStream() throws InvalidProtocolBufferException {
        Bootstrap bootstrap =
                bootstrap(
                        new EnvoyResources(
                                List.of(listener()),
                                List.of(ROUTES),
                                List.of(),
                                List.of(),
                                List.of(SECRET)));

        FilterChain chain = bootstrap.getStaticResources().getListeners(0).getFilterChains(0);
        HttpConnectionManager manager =
                chain.getFilters(0).getTypedConfig().unpack(HttpConnectionManager.class);
        DownstreamTlsContext tls =
                chain.getTransportSocket().getTypedConfig().unpack(DownstreamTlsContext.class);
        assertThat(bootstrap.getDynamicResources().hasCdsConfig()).isFalse();
        assertThat(manager.getRouteConfig()).isEqualTo(ROUTES);
        assertThat(tls.getCommonTlsContext().getTlsCertificateSdsSecretConfigs(0))
                .isEqualTo(SdsSecretConfig.newBuilder().setName("my-tls-secret").build());
        assertThat(bootstrap.getStaticResources().getSecretsList()).containsExactly(SECRET);
        assertThat(bootstrap.getStaticResources().getListeners(0).getFilterChains(1))
                .isEqualTo(FilterChain.newBuilder().setName("plain").build());
    }

    @Test
    void endpointsMoveIntoTheirClusters() {
        ClusterLoadAssignment endpoints =
                ClusterLoadAssignment.newBuilder().setClusterName("service").build();
        Cluster dns = Cluster.newBuilder().setName("dns").setType(DiscoveryType.STRICT_DNS).build();

        Bootstrap bootstrap =
                bootstrap(
                        new EnvoyResources(
                                List.of(),
                                List.of(),
                                List.of(eds("a", "service"), eds("b", ""), dns),
                                List.of(endpoints),
                                List.of()));

        assertThat(bootstrap.getStaticResources().getClustersList())
                .containsExactly(
                        Cluster.newBuilder().setName("xds-grpc").build(),
                        Cluster.newBuilder()
                                .setName("a")
                                .setType(DiscoveryType.STATIC)
                                .setLoadAssignment(endpoints)
                                .build(),
                        Cluster.newBuilder()
                                .setName("b")
                                .setType(DiscoveryType.STATIC)
                                .setLoadAssignment(
                                        ClusterLoadAssignment.newBuilder().setClusterName("b"))
                                .build(),
                        dns);
    }

    @Test
    void missingRoutesAreNamed() {
        EnvoyResources resources =
                new EnvoyResources(List.of(listener()), List.of(), List.of(), List.of(), List.of());

        assertThatThrownBy(() -> bootstrap(resources))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http.80");
    }

    @Test
    void routesThatNobodyWouldSeeAreNamed() {
        EnvoyResources resources =
                new EnvoyResources(
                        List.of(),
                        List.of(RouteConfiguration.newBuilder().setName("http.81").build()),
                        List.of(),
                        List.of(),
                        List.of());

        assertThatThrownBy(() -> bootstrap(resources))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http.81");
    }

    @Test
    void resourcesDoNotPrintKeys() {
        Secret secret =
                Secret.newBuilder()
                        .setName("a")
                        .setTlsCertificate(
                                TlsCertificate.newBuilder()
                                        .setPrivateKey(
                                                DataSource.newBuilder().setInlineString("THE KEY")))
                        .build();

        assertThat(
                        new EnvoyResources(
                                        List.of(), List.of(), List.of(), List.of(), List.of(secret))
                                .toString())
                .doesNotContain("THE KEY")
                .contains("1 secrets");
    }
}
