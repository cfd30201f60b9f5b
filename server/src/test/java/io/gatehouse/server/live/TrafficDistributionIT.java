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

/// Services that wish for near endpoints: the gateway is on a Node of the zone `eu-1`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrafficDistributionIT {
    private static final String HERE = "eu/eu-1";
    private static final String NEXT_DOOR = "eu/eu-1#2";
    private static final String OTHER_ZONE = "eu/eu-2";
    private static final String OTHER_REGION = "us/us-1";

    private final PlacedBackends shop =
            PlacedBackends.start(HERE, NEXT_DOOR, OTHER_ZONE, OTHER_REGION);

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
        gateway.apply(shop.slices());
    }

    private static String annotation(String value) {
        return "{networking.istio.io/traffic-distribution: %s}".formatted(value);
    }

    private void awaitAnswersFromEverywhere() {
        shop.awaitAnswersOf(gateway, HERE, NEXT_DOOR, OTHER_ZONE, OTHER_REGION);
    }

    @Test
    void theOwnZoneComesFirstThenTheRegionThenAll() {
        gateway.apply(PlacedBackends.service("{}", "trafficDistribution: PreferClose,"));
        shop.awaitAnswersOf(gateway, HERE, NEXT_DOOR);

        gateway.apply(shop.slices(HERE, NEXT_DOOR));
        shop.awaitAnswersOf(gateway, OTHER_ZONE);

        gateway.apply(shop.slices(HERE, NEXT_DOOR, OTHER_ZONE));
        shop.awaitAnswersOf(gateway, OTHER_REGION);
    }

    @Test
    void theOwnNodeComesFirstThenTheZone() {
        gateway.apply(PlacedBackends.service("{}", "trafficDistribution: PreferSameNode,"));
        shop.awaitAnswersOf(gateway, HERE);

        gateway.apply(shop.slices(HERE));
        shop.awaitAnswersOf(gateway, NEXT_DOOR);
    }

    @Test
    void anAnnotationOfTheServiceOrItsNamespaceSaysItToo() {
        gateway.apply(PlacedBackends.service(annotation("PreferSameZone"), ""));
        shop.awaitAnswersOf(gateway, HERE, NEXT_DOOR);

        gateway.apply(
                PlacedBackends.service("{}", ""),
                """
                apiVersion: v1
                kind: Namespace
                metadata: {name: default, annotations: %s}
                """
                        .formatted(annotation("PreferSameNode")));
        shop.awaitAnswersOf(gateway, HERE);

        gateway.apply(PlacedBackends.service(annotation("Any"), ""));
        awaitAnswersFromEverywhere();
    }

    @Test
    void aRuleAboutLocalitiesComesBeforeIt() {
        gateway.apply(
                PlacedBackends.service("{}", "trafficDistribution: PreferClose,"),
                Yaml.shopRule("{loadBalancer: {localityLbSetting: {enabled: false}}}"));
        awaitAnswersFromEverywhere();
        gateway.delete(Kind.DESTINATION_RULE, "shop");
    }
}
