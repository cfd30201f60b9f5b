// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.listener;

import static io.gatehouse.envoy.Samples.upstream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.gatehouse.routing.ConnectionHandling.TcpForwarding;
import io.gatehouse.routing.HttpTunnel;
import io.gatehouse.routing.ServerChain;
import io.gatehouse.routing.Transport;
import io.gatehouse.routing.WeightedUpstream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TcpProxyTranslatorTest {
    private static TcpForwarding plain(boolean mongo, WeightedUpstream... upstreams) {
        return new TcpForwarding(
                "prefix",
                List.of(upstreams),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                mongo);
    }

    @Test
    void oneUpstreamNeedsNoWeights() {
        TcpProxy proxy = TcpProxyTranslator.translate(plain(false, upstream("a", 1)));

        assertThat(proxy.getCluster()).isEqualTo("a");
        assertThat(proxy.getStatPrefix()).isEqualTo("prefix");
        assertThat(proxy.hasIdleTimeout()).isFalse();
    }

    @Test
    void severalAreWeighted() {
        TcpProxy proxy =
                TcpProxyTranslator.translate(plain(false, upstream("a", 3), upstream("b", 1)));

        assertThat(proxy.getWeightedClusters().getClustersList())
                .extracting(cluster -> cluster.getName(), cluster -> cluster.getWeight())
                .containsExactly(tuple("a", 3), tuple("b", 1));
    }

    @Test
    void whatHoldsForTheConnection() {
        TcpProxy proxy =
                TcpProxyTranslator.translate(
                        new TcpForwarding(
                                "prefix",
                                List.of(upstream("a", 1)),
                                true,
                                Optional.empty(),
                                Optional.of(new HttpTunnel("example.com:443", true)),
                                Optional.of(Duration.ofSeconds(5)),
                                Optional.of(Duration.ofMinutes(1)),
                                false));

        assertThat(proxy.getHashPolicy(0).hasSourceIp()).isTrue();
        assertThat(proxy.getTunnelingConfig().getHostname()).isEqualTo("example.com:443");
        assertThat(proxy.getTunnelingConfig().getUsePost()).isTrue();
        assertThat(proxy.getIdleTimeout().getSeconds()).isEqualTo(5);
        assertThat(proxy.getMaxDownstreamConnectionDuration().getSeconds()).isEqualTo(60);
    }

    @Test
    void mongoIsLookedAtBeforeItIsForwarded() {
        ServerChain chain =
                new ServerChain("c", List.of(), Optional.empty(), plain(true, upstream("a", 1)));

        assertThat(
                        FilterChainTranslator.translate(
                                        chain, Transport.TCP, Optional.empty(), false)
                                .getFiltersList())
                .extracting(Filter::getName)
                .containsExactly(
                        "envoy.filters.network.mongo_proxy", "envoy.filters.network.tcp_proxy");
    }
}
