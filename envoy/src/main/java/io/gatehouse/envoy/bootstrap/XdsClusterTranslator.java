// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.bootstrap;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.core.v3.Http2ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.KeepaliveSettings;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions.ExplicitHttpConfig;
import io.gatehouse.envoy.EnvoyDuration;
import java.time.Duration;

/// The way to the control plane: HTTP/2 with pings, so that a dead one is noticed.
final class XdsClusterTranslator {
    static final String NAME = "xds-grpc";

    private XdsClusterTranslator() {}

    static Cluster translate(XdsConnection connection) {
        HostAndPort xds = connection.address();
        LbEndpoint endpoint =
                LbEndpoint.newBuilder()
                        .setEndpoint(
                                Endpoint.newBuilder().setAddress(AddressTranslator.translate(xds)))
                        .build();
        Cluster.Builder cluster =
                Cluster.newBuilder()
                        .setName(NAME)
                        .setType(xds.isIp() ? DiscoveryType.STATIC : DiscoveryType.STRICT_DNS)
                        .setConnectTimeout(EnvoyDuration.of(Duration.ofSeconds(1)))
                        .putTypedExtensionProtocolOptions(
                                "envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
                                Any.pack(http2(connection.credential())))
                        .setLoadAssignment(
                                ClusterLoadAssignment.newBuilder()
                                        .setClusterName(NAME)
                                        .addEndpoints(
                                                LocalityLbEndpoints.newBuilder()
                                                        .addLbEndpoints(endpoint)));
        if (connection.transport() instanceof XdsTransport.Tls tls) {
            cluster.setTransportSocket(XdsTlsTranslator.translate(tls));
        }
        return cluster.build();
    }

    private static HttpProtocolOptions http2(XdsCredential credential) {
        HttpProtocolOptions.Builder options =
                HttpProtocolOptions.newBuilder()
                        .setExplicitHttpConfig(
                                ExplicitHttpConfig.newBuilder()
                                        .setHttp2ProtocolOptions(
                                                Http2ProtocolOptions.newBuilder()
                                                        .setConnectionKeepalive(pings())));
        if (credential instanceof XdsCredential.TokenFile(FileSecret.Token file)) {
            options.addAllHttpFilters(XdsTokenTranslator.filters(file));
        }
        return options.build();
    }

    private static KeepaliveSettings pings() {
        return KeepaliveSettings.newBuilder()
                .setInterval(EnvoyDuration.of(Duration.ofSeconds(30)))
                .setTimeout(EnvoyDuration.of(Duration.ofSeconds(5)))
                .build();
    }
}
