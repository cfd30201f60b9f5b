// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.bootstrap;

import io.envoyproxy.envoy.config.bootstrap.v3.ClusterManager;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.EdsClusterConfig;
import io.gatehouse.envoy.AdsSource;

/// The cluster that a proxy belongs to itself. Envoy must know it from the start, and keeps
/// requests in its own zone by what its endpoints say of the zones of the others.
public final class PeerClusterTranslator {
    /// As in Istio.
    public static final String NAME = "local_cluster";

    static final ClusterManager CLUSTER_MANAGER =
            ClusterManager.newBuilder().setLocalClusterName(NAME).build();

    private PeerClusterTranslator() {}

    static Cluster translate() {
        return Cluster.newBuilder()
                .setName(NAME)
                .setType(DiscoveryType.EDS)
                .setEdsClusterConfig(
                        EdsClusterConfig.newBuilder()
                                .setServiceName(NAME)
                                .setEdsConfig(AdsSource.PATIENT))
                .build();
    }
}
