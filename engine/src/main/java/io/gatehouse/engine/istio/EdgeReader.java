// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.codec.DurationText;
import io.gatehouse.config.istio.ConnectionSettings;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.config.istio.MeshConfig.PathNormalization;
import io.gatehouse.config.istio.ProxyConfig;
import io.gatehouse.config.istio.ProxyConfig.ForwardClientCertDetails;
import io.gatehouse.config.istio.ProxyConfig.GatewayTopology;
import io.gatehouse.config.istio.ProxyHeaders;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.routing.CertificateHeader;
import io.gatehouse.routing.EdgeConnections;
import io.gatehouse.routing.EdgeHeaders;
import io.gatehouse.routing.HttpEdge;
import io.gatehouse.routing.LargestHeaders;
import io.gatehouse.routing.PathCleaning;
import io.gatehouse.routing.UpstreamHeaders;
import java.time.Duration;
import java.util.Optional;

/// How a group's proxies treat clients: what their workload says, else what the mesh does.
///
/// @param proxy the mesh's defaults with what the workload says over them
record EdgeReader(MeshConfig mesh, ProxyConfig proxy) {
    static EdgeReader of(MeshConfig mesh, ProxyGroup group) {
        return new EdgeReader(mesh, group.proxyConfig(mesh));
    }

    HttpEdge http(LargestHeaders headers) {
        Optional<GatewayTopology> topology = proxy.gatewayTopology();
        Optional<ConnectionSettings> connections = connections();
        return new HttpEdge(
                topology.map(GatewayTopology::numTrustedProxies).orElse(0),
                topology.map(GatewayTopology::forwardClientCertDetails)
                        .map(EdgeReader::certificates)
                        .orElse(CertificateHeader.SANITIZE_SET),
                "1".equals(proxy.proxyMetadata().get(ProxyConfig.HTTP10)),
                connections
                        .map(c -> EdgeConnectionsReader.paths(c, paths()))
                        .orElseGet(this::paths),
                connections.flatMap(ConnectionSettings::httpIdleTimeout).or(this::idleTimeout),
                connections.map(EdgeConnectionsReader::read).orElse(EdgeConnections.DEFAULT),
                headers,
                letterCase(),
                proxy.proxyHeaders().map(EdgeHeadersReader::read).orElse(EdgeHeaders.DEFAULT));
    }

    private Optional<ConnectionSettings> connections() {
        return proxy.connectionSettings().map(ConnectionSettings::resolved);
    }

    /// See [io.gatehouse.routing.ServerPort].
    Optional<Integer> buffer() {
        return connections().flatMap(ConnectionSettings::listenerPerConnectionBufferLimitBytes);
    }

    /// See [io.gatehouse.routing.ServerPort].
    Optional<Integer> mostConnections() {
        return connections()
                .flatMap(ConnectionSettings::listenerConnectionLimit)
                .filter(most -> most > 0);
    }

    UpstreamEdge upstreams() {
        return new UpstreamEdge(
                connections().flatMap(ConnectionSettings::clusterPerConnectionBufferLimitBytes),
                letterCase());
    }

    UpstreamHeaders upstreamHeaders() {
        return proxy.proxyHeaders()
                .map(EdgeHeadersReader::ofUpstreams)
                .orElse(UpstreamHeaders.DEFAULT);
    }

    private boolean letterCase() {
        return proxy.proxyHeaders().flatMap(ProxyHeaders::preserveHttp1HeaderCase).orElse(false);
    }

    /// Whether each connection starts with a PROXY header.
    boolean proxyHeader() {
        return proxy.gatewayTopology().flatMap(GatewayTopology::proxyProtocol).isPresent();
    }

    /// Of connections that do not speak HTTP, too.
    Optional<Duration> idleTimeout() {
        return Optional.ofNullable(proxy.proxyMetadata().get(ProxyConfig.IDLE_TIMEOUT))
                .flatMap(DurationText::parse)
                .filter(timeout -> !timeout.isNegative());
    }

    private static CertificateHeader certificates(ForwardClientCertDetails details) {
        return switch (details) {
            case UNDEFINED, SANITIZE_SET -> CertificateHeader.SANITIZE_SET;
            case SANITIZE -> CertificateHeader.SANITIZE;
            case FORWARD_ONLY -> CertificateHeader.FORWARD_ONLY;
            case APPEND_FORWARD -> CertificateHeader.APPEND_FORWARD;
            case ALWAYS_FORWARD_ONLY -> CertificateHeader.ALWAYS_FORWARD_ONLY;
        };
    }

    private PathCleaning paths() {
        return mesh.pathNormalization().map(EdgeReader::paths).orElse(PathCleaning.DOT_SEGMENTS);
    }

    private static PathCleaning paths(PathNormalization normalization) {
        return switch (normalization.normalization()) {
            case DEFAULT, BASE -> PathCleaning.DOT_SEGMENTS;
            case NONE -> PathCleaning.NONE;
            case MERGE_SLASHES -> PathCleaning.MERGED_SLASHES;
            case DECODE_AND_MERGE_SLASHES -> PathCleaning.DECODED_SLASHES;
        };
    }
}
