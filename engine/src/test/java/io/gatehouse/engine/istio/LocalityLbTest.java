// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.codec.MeshConfigText;
import io.gatehouse.config.istio.LoadBalancer;
import io.gatehouse.config.istio.LocalityLbSetting;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.config.istio.ZoneAwareLbSetting;
import io.gatehouse.engine.core.TrafficDistribution;
import io.gatehouse.routing.PlaceUse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Who has the say about places.
class LocalityLbTest {
    private static final MeshConfig PLAIN = MeshConfig.DEFAULT;
    private static final MeshConfig ZONES = mesh("zoneAwareLbSetting: {minClusterSize: 2}");

    private static MeshConfig mesh(String text) {
        return MeshConfigText.read(text).value();
    }

    private static DestinationPolicy rule(
            Optional<LocalityLbSetting> localities, Optional<ZoneAwareLbSetting> zones) {
        LoadBalancer balancer =
                new LoadBalancer(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        localities,
                        zones,
                        Optional.empty(),
                        Optional.empty());
        return new DestinationPolicy(
                Optional.of(balancer),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static DestinationPolicy localities(boolean enabled) {
        return rule(
                Optional.of(
                        new LocalityLbSetting(
                                List.of(), List.of(), List.of(), Optional.of(enabled))),
                Optional.empty());
    }

    private static DestinationPolicy zones(boolean enabled) {
        return rule(
                Optional.empty(),
                Optional.of(
                        new ZoneAwareLbSetting(
                                Optional.of(enabled), List.of(), List.of(), Optional.empty())));
    }

    private static LocalityLb of(
            MeshConfig mesh, DestinationPolicy policy, TrafficDistribution distribution) {
        return LocalityLb.of(mesh, policy, distribution);
    }

    @Test
    void aRuleComesBeforeTheServiceAndTheMesh() {
        assertThat(of(ZONES, localities(true), TrafficDistribution.SAME_ZONE))
                .isInstanceOf(LocalityLb.ByLocality.class);
        assertThat(of(ZONES, localities(false), TrafficDistribution.SAME_ZONE))
                .isInstanceOf(LocalityLb.Off.class);
        assertThat(of(PLAIN, zones(true), TrafficDistribution.SAME_ZONE))
                .isInstanceOf(LocalityLb.OwnZone.class);
        assertThat(of(PLAIN, zones(false), TrafficDistribution.SAME_ZONE))
                .isInstanceOf(LocalityLb.Off.class);
    }

    @Test
    void aServiceComesBeforeTheMeshAndFailsOverWithoutOutlierDetection() {
        assertThat(of(ZONES, DestinationPolicy.NONE, TrafficDistribution.SAME_NODE))
                .isInstanceOfSatisfying(
                        LocalityLb.ByLocality.class,
                        places -> {
                            assertThat(places.failsOver()).isTrue();
                            assertThat(places.setting().failoverPriority())
                                    .containsExactly(
                                            "topology.istio.io/network",
                                            "topology.kubernetes.io/region",
                                            "topology.kubernetes.io/zone",
                                            "topology.istio.io/subzone",
                                            "kubernetes.io/hostname");
                            assertThat(places.placeUse(false)).isEqualTo(PlaceUse.WEIGHTED);
                        });
    }

    @Test
    void ofTheMeshsSettingsZonesComeBeforeLocalitiesUnlessTheyAreOff() {
        assertThat(of(ZONES, DestinationPolicy.NONE, TrafficDistribution.ANY).placeUse(true))
                .isEqualTo(new PlaceUse.OwnZoneFirst(Optional.of(2)));
        assertThat(
                        of(
                                mesh("zoneAwareLbSetting: {enabled: false}"),
                                DestinationPolicy.NONE,
                                TrafficDistribution.ANY))
                .isInstanceOf(LocalityLb.ByLocality.class);
        assertThat(
                        of(
                                mesh("localityLbSetting: {enabled: false}"),
                                DestinationPolicy.NONE,
                                TrafficDistribution.ANY))
                .isInstanceOf(LocalityLb.Off.class);
    }

    @Test
    void whoIsNotToPreferItsZoneIsToldSoWherePeersAreOrWereKnown() {
        LocalityLb plain = of(PLAIN, DestinationPolicy.NONE, TrafficDistribution.ANY);

        assertThat(plain.placeUse(false)).isEqualTo(PlaceUse.IGNORED);
        assertThat(plain.placeUse(true)).isEqualTo(new PlaceUse.OwnZoneAsOthers());
        assertThat(of(ZONES, DestinationPolicy.NONE, TrafficDistribution.ANY).placeUse(false))
                .isEqualTo(new PlaceUse.OwnZoneAsOthers());
        assertThat(new LocalityLb.Off().placeUse(true)).isEqualTo(new PlaceUse.OwnZoneAsOthers());
    }
}
