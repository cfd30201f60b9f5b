// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.istio.LocalityLbSetting;
import io.gatehouse.config.istio.LocalityLbSetting.Distribute;
import io.gatehouse.config.istio.LocalityLbSetting.Failover;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.core.BackendEndpoint;
import io.gatehouse.routing.Placement;
import io.gatehouse.routing.Readiness;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LocalityBalancingTest {
    private static final ProxyGroup PROXY =
            new ProxyGroup(
                    "p",
                    "istio-system",
                    new TreeMap<>(Map.of("tier", "gold")),
                    "0.0.0.0",
                    new Placement("eu", "eu-1", "a"),
                    Optional.empty(),
                    Optional.empty(),
                    true);

    private static final List<BackendEndpoint> EVERYWHERE =
            List.of(
                    at("eu", "eu-1", "a", "silver"),
                    at("eu", "eu-1", "b", "gold"),
                    at("eu", "eu-2", "", "silver"),
                    at("us", "us-1", "", "gold"),
                    at("asia", "as-1", "", "silver"));

    private static BackendEndpoint at(String region, String zone, String subzone, String tier) {
        return new BackendEndpoint(
                "10.0.0.%d".formatted((region + zone + subzone).hashCode() & 0xff),
                80,
                new TreeMap<>(Map.of("tier", tier)),
                new Placement(region, zone, subzone),
                1,
                Readiness.READY,
                Optional.empty());
    }

    private static List<String> balanced(
            boolean failsOver,
            List<Distribute> distribute,
            List<Failover> failover,
            String... labels) {
        LocalityLbSetting setting =
                new LocalityLbSetting(distribute, failover, List.of(labels), Optional.empty());
        return new LocalityBalancing(PROXY, new LocalityLb(Optional.of(setting), failsOver))
                .group(EVERYWHERE).stream()
                        .map(group ->
                                "%d %s/%s/%s=%d"
                                        .formatted(
                                                group.priority(),
                                                group.placement().region(),
                                                group.placement().zone(),
                                                group.placement().subzone(),
                                                group.weight()))
                        .toList();
    }

    private static Distribute distribute(String from, Map<String, Integer> to) {
        return new Distribute(from, new TreeMap<>(to));
    }

    @Test
    void nearerPlacesComeFirstWhereEndpointsAreEjected() {
        assertThat(balanced(true, List.of(), List.of()))
                .containsExactly(
                        "0 eu/eu-1/a=1",
                        "1 eu/eu-1/b=1",
                        "2 eu/eu-2/=1",
                        "3 asia/as-1/=1",
                        "3 us/us-1/=1");
    }

    @Test
    void withoutEjectionNothingFailsOver() {
        assertThat(balanced(false, List.of(), List.of(new Failover("eu", "us")), "tier"))
                .allMatch(group -> group.startsWith("0 "));
    }

    @Test
    void theRegionToFailOverToComesBeforeTheOthers() {
        assertThat(balanced(true, List.of(), List.of(new Failover("eu", "us"))))
                .endsWith("3 us/us-1/=1", "4 asia/as-1/=1");
    }

    @Test
    void endpointsThatShareTheProxysLabelComeFirstWhereverTheyAre() {
        assertThat(balanced(true, List.of(), List.of(), "tier"))
                .containsExactly(
                        "0 eu/eu-1/b=1",
                        "0 us/us-1/=1",
                        "1 asia/as-1/=1",
                        "1 eu/eu-1/a=1",
                        "1 eu/eu-2/=1");
    }

    @Test
    void aValueStandsInForTheProxysAndPlacesAreLabels() {
        assertThat(
                        balanced(
                                true,
                                List.of(),
                                List.of(),
                                "tier=silver",
                                "topology.kubernetes.io/region"))
                .containsExactly(
                        "0 eu/eu-1/a=1",
                        "0 eu/eu-2/=1",
                        "1 asia/as-1/=1",
                        "2 eu/eu-1/b=1",
                        "2 us/us-1/=1");
    }

    @Test
    void labelsComeBeforeTheRegionToFailOverTo() {
        assertThat(balanced(true, List.of(), List.of(new Failover("eu", "us")), "tier"))
                .containsExactly(
                        "0 eu/eu-1/b=1",
                        "1 us/us-1/=1",
                        "2 eu/eu-1/a=1",
                        "3 eu/eu-2/=1",
                        "4 asia/as-1/=1");
    }

    @Test
    void placesShareTheWeightOfTheirPatternAndOthersGetNothing() {
        assertThat(
                        balanced(
                                false,
                                List.of(
                                        distribute("us/*", Map.of("us/*", 100)),
                                        distribute("eu/eu-1/*", Map.of("eu/*", 80, "us/us-1", 20))),
                                List.of()))
                .containsExactly(
                        "0 eu/eu-1/a=27", "0 eu/eu-1/b=27", "0 eu/eu-2/=27", "0 us/us-1/=20");
    }

    @Test
    void whereNoFromMatchesAllStayAsTheyAre() {
        assertThat(balanced(false, List.of(distribute("us", Map.of("us", 100))), List.of()))
                .hasSize(5)
                .allMatch(group -> group.endsWith("=1"));
    }
}
