// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.LbPolicy;
import io.envoyproxy.envoy.config.core.v3.TcpKeepalive;
import io.gatehouse.envoy.Golden;
import io.gatehouse.envoy.Samples;
import io.gatehouse.routing.Balancing;
import io.gatehouse.routing.ConnectionRules;
import io.gatehouse.routing.ConnectionRules.TcpProbes;
import io.gatehouse.routing.Discovery;
import io.gatehouse.routing.PlaceUse;
import io.gatehouse.routing.Upstream;
import io.gatehouse.routing.UpstreamLimits;
import io.gatehouse.routing.UpstreamProtocol;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterTranslatorTest {
    @Test
    void http1() {
        Golden.assertMatches(
                "cluster-http1.json",
                ClusterTranslator.translate(
                        Samples.reached(
                                Samples.UPSTREAM,
                                ConnectionRules.DEFAULT_CONNECT_TIMEOUT,
                                UpstreamProtocol.HTTP1)));
    }

    @Test
    void http2() {
        Golden.assertMatches(
                "cluster-http2.json",
                ClusterTranslator.translate(
                        Samples.reached(
                                Samples.UPSTREAM,
                                Duration.ofMillis(1500),
                                UpstreamProtocol.HTTP2)));
    }

    @Test
    void sendsNothingToUnhealthyEndpointsEvenWithoutOthers() {
        Cluster cluster =
                ClusterTranslator.translate(
                        Samples.reached("a", Duration.ofSeconds(1), UpstreamProtocol.HTTP1));

        assertThat(cluster.getCommonLbConfig().hasHealthyPanicThreshold()).isTrue();
        assertThat(cluster.getCommonLbConfig().getHealthyPanicThreshold().getValue()).isZero();
    }

    @Test
    void keepAliveSaysWhatIsAskedForOnly() {
        assertThat(keepAlive(new TcpProbes(0, Optional.empty(), Optional.empty())))
                .isEqualTo(TcpKeepalive.getDefaultInstance());
        assertThat(
                        keepAlive(
                                new TcpProbes(
                                        3,
                                        Optional.of(Duration.ofMinutes(1)),
                                        Optional.of(Duration.ofSeconds(5)))))
                .isEqualTo(
                        Golden.text(
                                TcpKeepalive.getDefaultInstance(),
                                "keepalive_probes { value: 3 } keepalive_time { value: 60 }"
                                        + " keepalive_interval { value: 5 }"));
    }

    @Test
    void anAddressThatTheClientDialledNeedsNoEndpoints() {
        Cluster cluster =
                ClusterTranslator.translate(
                        new Upstream(
                                "u",
                                new Discovery.Delivered(),
                                UpstreamProtocol.HTTP1,
                                ConnectionRules.DEFAULT,
                                UpstreamLimits.NONE,
                                new Balancing.AsDialled(),
                                PlaceUse.IGNORED,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()));

        assertThat(cluster.getType()).isEqualTo(DiscoveryType.ORIGINAL_DST);
        assertThat(cluster.getLbPolicy()).isEqualTo(LbPolicy.CLUSTER_PROVIDED);
        assertThat(cluster.hasEdsClusterConfig()).isFalse();
    }

    private static TcpKeepalive keepAlive(TcpProbes probes) {
        Upstream plain = Upstream.plain("u", new Discovery.Delivered(), UpstreamProtocol.HTTP1);
        ConnectionRules rules =
                new ConnectionRules(
                        Duration.ofSeconds(1),
                        Optional.of(probes),
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        0,
                        Optional.empty(),
                        Optional.empty());
        return ClusterTranslator.translate(Samples.with(plain, rules))
                .getUpstreamConnectionOptions()
                .getTcpKeepalive();
    }
}
