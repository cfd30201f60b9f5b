// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.CommonLbConfig.LocalityConfigSpecifierCase;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.LbPolicy;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.SlowStartConfig;
import io.gatehouse.envoy.Samples;
import io.gatehouse.routing.Balancing;
import io.gatehouse.routing.Balancing.GradualStart;
import io.gatehouse.routing.PlaceUse;
import io.gatehouse.routing.Upstream;
import io.gatehouse.routing.UpstreamProtocol;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BalancingTranslatorTest {
    private static final GradualStart START = new GradualStart(Duration.ofSeconds(30), 20, 2);

    private static Cluster translated(Balancing balancing, PlaceUse placeUse) {
        Upstream plain =
                Samples.reached(Samples.UPSTREAM, Duration.ofSeconds(1), UpstreamProtocol.HTTP1);
        Cluster.Builder cluster = Cluster.newBuilder();
        BalancingTranslator.apply(
                new Upstream(
                        plain.name(),
                        plain.discovery(),
                        plain.protocol(),
                        plain.connections(),
                        plain.limits(),
                        balancing,
                        placeUse,
                        plain.ejection(),
                        plain.tls(),
                        plain.proxyHeader()),
                cluster);
        return cluster.build();
    }

    static Stream<Object[]> policies() {
        return Stream.of(
                new Object[] {Balancing.DEFAULT, LbPolicy.LEAST_REQUEST},
                new Object[] {new Balancing.InTurn(Optional.empty()), LbPolicy.ROUND_ROBIN},
                new Object[] {new Balancing.AtRandom(), LbPolicy.RANDOM},
                new Object[] {new Balancing.OnRing(1024), LbPolicy.RING_HASH},
                new Object[] {new Balancing.InTable(Optional.empty()), LbPolicy.MAGLEV},
                new Object[] {new Balancing.AsDialled(), LbPolicy.CLUSTER_PROVIDED});
    }

    @ParameterizedTest
    @MethodSource("policies")
    void eachWayHasItsPolicy(Balancing balancing, LbPolicy policy) {
        assertThat(translated(balancing, PlaceUse.IGNORED).getLbPolicy()).isEqualTo(policy);
    }

    @Test
    void sizesAreKept() {
        assertThat(
                        translated(new Balancing.OnRing(2048), PlaceUse.IGNORED)
                                .getRingHashLbConfig()
                                .getMinimumRingSize()
                                .getValue())
                .isEqualTo(2048);
        assertThat(
                        translated(new Balancing.InTable(Optional.of(13L)), PlaceUse.IGNORED)
                                .getMaglevLbConfig()
                                .getTableSize()
                                .getValue())
                .isEqualTo(13);
    }

    static Stream<SlowStartConfig> gradualStarts() {
        return Stream.of(
                translated(new Balancing.InTurn(Optional.of(START)), PlaceUse.IGNORED)
                        .getRoundRobinLbConfig()
                        .getSlowStartConfig(),
                translated(new Balancing.LeastRequests(Optional.of(START)), PlaceUse.IGNORED)
                        .getLeastRequestLbConfig()
                        .getSlowStartConfig());
    }

    @ParameterizedTest
    @MethodSource("gradualStarts")
    void newEndpointsMayStartGradually(SlowStartConfig config) {
        assertThat(config.getSlowStartWindow().getSeconds()).isEqualTo(30);
        assertThat(config.getMinWeightPercent().getValue()).isEqualTo(20);
        assertThat(config.getAggression().getDefaultValue()).isEqualTo(2);
    }

    @Test
    void placesCountAsAsked() {
        assertThat(places(PlaceUse.IGNORED))
                .isEqualTo(LocalityConfigSpecifierCase.LOCALITYCONFIGSPECIFIER_NOT_SET);
        assertThat(places(PlaceUse.WEIGHTED))
                .isEqualTo(LocalityConfigSpecifierCase.LOCALITY_WEIGHTED_LB_CONFIG);
        assertThat(
                        translated(Balancing.DEFAULT, new PlaceUse.OwnZoneFirst(Optional.of(3)))
                                .getCommonLbConfig()
                                .getZoneAwareLbConfig()
                                .getMinClusterSize()
                                .getValue())
                .isEqualTo(3);
    }

    @Test
    void theOwnZoneIsLikeOthersWhereAllRequestsAreExempt() {
        var zones =
                translated(Balancing.DEFAULT, new PlaceUse.OwnZoneAsOthers())
                        .getCommonLbConfig()
                        .getZoneAwareLbConfig();

        assertThat(zones.hasRoutingEnabled()).isTrue();
        assertThat(zones.getRoutingEnabled().getValue()).isZero();
    }

    private static LocalityConfigSpecifierCase places(PlaceUse placeUse) {
        return translated(Balancing.DEFAULT, placeUse)
                .getCommonLbConfig()
                .getLocalityConfigSpecifierCase();
    }
}
