// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.cluster;

import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.cluster.v3.UpstreamConnectionOptions;
import io.envoyproxy.envoy.config.core.v3.TcpKeepalive;
import io.gatehouse.envoy.EnvoyDuration;
import io.gatehouse.routing.Balancing;
import io.gatehouse.routing.ConnectionRules.TcpProbes;
import io.gatehouse.routing.Discovery;
import io.gatehouse.routing.Upstream;

/// Translates one upstream into one cluster, with Istio's defaults.
public final class ClusterTranslator {
    private ClusterTranslator() {}

    public static Cluster translate(Upstream upstream) {
        Cluster.Builder cluster =
                Cluster.newBuilder()
                        .setName(upstream.name())
                        .setConnectTimeout(
                                EnvoyDuration.of(upstream.connections().connectTimeout()))
                        .setCircuitBreakers(CircuitBreakersTranslator.translate(upstream.limits()));
        if (!(upstream.discovery() instanceof Discovery.OfRequest)) {
            BalancingTranslator.apply(upstream, cluster);
        }
        discovery(upstream, cluster);
        upstream.connections()
                .probes()
                .map(ClusterTranslator::keepAlive)
                .ifPresent(cluster::setUpstreamConnectionOptions);
        upstream.connections()
                .buffer()
                .map(UInt32Value::of)
                .ifPresent(cluster::setPerConnectionBufferLimitBytes);
        upstream.ejection()
                .map(OutlierDetectionTranslator::translate)
                .ifPresent(cluster::setOutlierDetection);
        TransportTranslator.translate(upstream).ifPresent(cluster::setTransportSocket);
        HttpProtocolTranslator.apply(upstream, cluster);
        upstream.statistics().ifPresent(cluster::setAltStatName);
        upstream.service().map(ServiceNameTranslator::translate).ifPresent(cluster::setMetadata);
        return cluster.build();
    }

    private static void discovery(Upstream upstream, Cluster.Builder cluster) {
        if (upstream.balancing() instanceof Balancing.AsDialled) {
            cluster.setType(DiscoveryType.ORIGINAL_DST);
        } else {
            DiscoveryTranslator.translate(upstream.name(), upstream.discovery(), cluster);
        }
    }

    private static UpstreamConnectionOptions keepAlive(TcpProbes probes) {
        TcpKeepalive.Builder keepAlive = TcpKeepalive.newBuilder();
        if (probes.count() > 0) {
            keepAlive.setKeepaliveProbes(UInt32Value.of(probes.count()));
        }
        probes.idle()
                .map(time -> UInt32Value.of((int) time.toSeconds()))
                .ifPresent(keepAlive::setKeepaliveTime);
        probes.interval()
                .map(time -> UInt32Value.of((int) time.toSeconds()))
                .ifPresent(keepAlive::setKeepaliveInterval);
        return UpstreamConnectionOptions.newBuilder().setTcpKeepalive(keepAlive).build();
    }
}
