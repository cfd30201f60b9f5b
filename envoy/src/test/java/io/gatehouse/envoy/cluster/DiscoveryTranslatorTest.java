// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.LbPolicy;
import io.envoyproxy.envoy.extensions.clusters.common.dns.v3.DnsLookupFamily;
import io.envoyproxy.envoy.extensions.clusters.dns.v3.DnsCluster;
import io.envoyproxy.envoy.extensions.clusters.dynamic_forward_proxy.v3.ClusterConfig;
import io.gatehouse.routing.AddressFamily;
import io.gatehouse.routing.Discovery;
import io.gatehouse.routing.EndpointGroup;
import io.gatehouse.routing.NameLookup;
import io.gatehouse.routing.Placement;
import io.gatehouse.routing.Readiness;
import io.gatehouse.routing.Upstream;
import io.gatehouse.routing.UpstreamEndpoint;
import io.gatehouse.routing.UpstreamProtocol;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiscoveryTranslatorTest {
    private static final NameLookup LOOKUP =
            new NameLookup(Duration.ofSeconds(7), AddressFamily.BOTH);
    private static final UpstreamEndpoint A =
            new UpstreamEndpoint("a.test", 80, Readiness.READY, 1);

    private static Cluster translate(Discovery discovery) {
        return ClusterTranslator.translate(Upstream.plain("u", discovery, UpstreamProtocol.HTTP1));
    }

    @Test
    void everyAddressOfEachName() throws Exception {
        Cluster cluster =
                translate(
                        new Discovery.EachAddress(
                                List.of(
                                        EndpointGroup.of(
                                                Placement.UNKNOWN,
                                                List.of(
                                                        A,
                                                        new UpstreamEndpoint(
                                                                "b.test",
                                                                81,
                                                                Readiness.READY,
                                                                1)))),
                                LOOKUP));

        DnsCluster config = cluster.getClusterType().getTypedConfig().unpack(DnsCluster.class);
        assertThat(config.getAllAddressesInSingleEndpoint()).isFalse();
        assertThat(config.getDnsRefreshRate().getSeconds()).isEqualTo(7);
        assertThat(config.getRespectDnsTtl()).isTrue();
        assertThat(config.getDnsLookupFamily()).isEqualTo(DnsLookupFamily.ALL);
        assertThat(cluster.getLoadAssignment().getEndpoints(0).getLbEndpointsList())
                .extracting(e -> e.getEndpoint().getAddress().getSocketAddress().getAddress())
                .containsExactly("a.test", "b.test");
        assertThat(cluster.hasEdsClusterConfig()).isFalse();
    }

    @Test
    void theLatestAddressOfOneName() throws Exception {
        Cluster cluster = translate(new Discovery.LatestAddress(A, Placement.UNKNOWN, LOOKUP));

        assertThat(
                        cluster.getClusterType()
                                .getTypedConfig()
                                .unpack(DnsCluster.class)
                                .getAllAddressesInSingleEndpoint())
                .isTrue();
        assertThat(cluster.getLoadAssignment().getEndpoints(0).getLbEndpointsCount()).isEqualTo(1);
    }

    @Test
    void theHostOfTheRequestChoosesItsOwnEndpoint() throws Exception {
        Cluster cluster = translate(new Discovery.OfRequest(LOOKUP));

        assertThat(cluster.getLbPolicy()).isEqualTo(LbPolicy.CLUSTER_PROVIDED);
        assertThat(
                        cluster.getClusterType()
                                .getTypedConfig()
                                .unpack(ClusterConfig.class)
                                .getDnsCacheConfig()
                                .getName())
                .isEqualTo("u PT7S BOTH");
    }
}
