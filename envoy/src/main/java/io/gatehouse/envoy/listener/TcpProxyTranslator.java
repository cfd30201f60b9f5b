// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.listener;

import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy.TunnelingConfig;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy.WeightedCluster;
import io.envoyproxy.envoy.type.v3.HashPolicy;
import io.gatehouse.envoy.EnvoyDuration;
import io.gatehouse.envoy.accesslog.ObservationTranslator;
import io.gatehouse.routing.ConnectionHandling.TcpForwarding;
import io.gatehouse.routing.WeightedUpstream;

/// Translates the forwarding of whole connections.
final class TcpProxyTranslator {
    private static final HashPolicy BY_SOURCE =
            HashPolicy.newBuilder().setSourceIp(HashPolicy.SourceIp.getDefaultInstance()).build();

    private TcpProxyTranslator() {}

    static TcpProxy translate(TcpForwarding forwarding) {
        TcpProxy.Builder proxy =
                TcpProxy.newBuilder()
                        .setStatPrefix(forwarding.statPrefix())
                        .addAllAccessLog(ObservationTranslator.logs(forwarding.observation()));
        if (forwarding.upstreams().size() == 1) {
            proxy.setCluster(forwarding.upstreams().getFirst().upstream());
        } else {
            proxy.setWeightedClusters(weighted(forwarding));
        }
        if (forwarding.hashBySource()) {
            proxy.addHashPolicy(BY_SOURCE);
        }
        forwarding
                .tunnel()
                .ifPresent(tunnel ->
                        proxy.setTunnelingConfig(
                                TunnelingConfig.newBuilder()
                                        .setHostname(tunnel.target())
                                        .setUsePost(tunnel.post())));
        forwarding
                .idleTimeout()
                .ifPresent(timeout -> proxy.setIdleTimeout(EnvoyDuration.of(timeout)));
        forwarding
                .maximumDuration()
                .ifPresent(longest ->
                        proxy.setMaxDownstreamConnectionDuration(EnvoyDuration.of(longest)));
        return proxy.build();
    }

    private static WeightedCluster weighted(TcpForwarding forwarding) {
        WeightedCluster.Builder clusters = WeightedCluster.newBuilder();
        for (WeightedUpstream choice : forwarding.upstreams()) {
            clusters.addClusters(
                    WeightedCluster.ClusterWeight.newBuilder()
                            .setName(choice.upstream())
                            .setWeight(choice.weight()));
        }
        return clusters.build();
    }
}
