// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;

import io.gatehouse.config.Kind;
import io.gatehouse.routing.Placement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Places that stand in for each other: the gateway is in the zone `eu-1` of the region `eu`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailoverIT {
    private static final String EU = "eu/eu-1";
    private static final String US = "us/us-1";
    private static final String ASIA = "asia/asia-1";
    private static final String EJECTION = "outlierDetection: {maxEjectionPercent: 100}";

    private final PlacedBackends shop = PlacedBackends.start(EU, US, ASIA);
    private LiveGateway gateway;

    @BeforeAll
    void start() {
        gateway =
                LiveGateway.startIn(
                        new Placement("eu", "eu-1", ""),
                        Yaml.GATEWAY,
                        Yaml.routeTo("shop", HOST, "shop"),
                        PlacedBackends.service("{}", ""),
                        shop.nodes(),
                        shop.slices());
    }

    @AfterAll
    void stop() {
        gateway.close();
        shop.close();
    }

    @AfterEach
    void clear() {
        gateway.delete(Kind.DESTINATION_RULE, "shop");
        gateway.apply(Yaml.mesh("{}"), shop.slices());
    }

    private static String rule(String localities) {
        return Yaml.shopRule(
                "{%s, loadBalancer: {localityLbSetting: %s}}".formatted(EJECTION, localities));
    }

    @Test
    void theRegionToFailOverToComesBeforeTheOthers() {
        gateway.apply(rule("{failover: [{from: eu, to: asia}]}"));
        shop.awaitAnswersOf(gateway, EU);

        gateway.apply(shop.slices(EU));
        shop.awaitAnswersOf(gateway, ASIA);

        gateway.apply(shop.slices(EU, ASIA));
        shop.awaitAnswersOf(gateway, US);
    }

    @Test
    void whereLocalitiesAreOffAllPlacesAnswer() {
        gateway.apply(Yaml.shopRule("{%s}".formatted(EJECTION)));
        shop.awaitAnswersOf(gateway, EU);

        gateway.apply(rule("{enabled: false}"));
        shop.awaitAnswersOf(gateway, EU, US, ASIA);
    }

    @Test
    void theMeshSaysItForAllRules() {
        gateway.apply(
                Yaml.shopRule("{%s}".formatted(EJECTION)),
                Yaml.mesh("{localityLbSetting: {failover: [{from: eu, to: asia}]}}"),
                shop.slices(EU));
        shop.awaitAnswersOf(gateway, ASIA);

        gateway.apply(Yaml.mesh("{localityLbSetting: {enabled: false}}"));
        shop.awaitAnswersOf(gateway, US, ASIA);
    }
}
