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

/// Gateways that are told of each other keep requests in their zones. There is one in `eu-1`, the
/// real one, and one in `eu-2`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ZoneAwareIT {
    private static final String HERE = "eu/eu-1";
    private static final String OTHER_ZONE = "eu/eu-2";
    private static final String US = "us/us-1";
    private static final String ASIA = "asia/asia-1";
    private static final String DISCOVERY =
            "defaultConfig: {proxyMetadata: {ISTIO_META_ENABLE_SELF_DISCOVERY: \"true\"}}";

    private final PlacedBackends shop = PlacedBackends.start(HERE, OTHER_ZONE, US, ASIA);
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
                        shop.slices(),
                        mesh(DISCOVERY),
                        peer("eu-eu-1", "127.0.0.11"),
                        peer("eu-eu-2", "127.0.0.12"));
    }

    @AfterAll
    void stop() {
        gateway.close();
        shop.close();
    }

    @AfterEach
    void clear() {
        gateway.delete(Kind.DESTINATION_RULE, "shop");
        gateway.apply(mesh(DISCOVERY), shop.slices());
    }

    private static String mesh(String fields) {
        return Yaml.mesh("{" + fields + "}");
    }

    private static String peer(String node, String address) {
        return """
        apiVersion: v1
        kind: Pod
        metadata:
          name: gateway-on-%s
          namespace: istio-system
          labels: {istio: ingressgateway, app: istio-ingressgateway}
        spec: {nodeName: %s, containers: []}
        status: {podIP: %s, phase: Running}
        """
                .formatted(node, node, address);
    }

    private static String rule(String zones) {
        return Yaml.shopRule("{loadBalancer: {zoneAwareLbSetting: %s}}".formatted(zones));
    }

    @Test
    void requestsStayInTheZoneThatCanBearThem() {
        gateway.apply(rule("{minClusterSize: 2}"));
        shop.awaitAnswersOf(gateway, HERE);
    }

    @Test
    void withTooFewEndpointsTheyStayInTheRegion() {
        gateway.apply(rule("{}"));
        shop.awaitAnswersOf(gateway, HERE, OTHER_ZONE);
    }

    @Test
    void zonesDoNotCountUnlessItIsOn() {
        shop.awaitAnswersOf(gateway, HERE, OTHER_ZONE, US, ASIA);
        gateway.apply(rule("{enabled: false, minClusterSize: 2}"));
        shop.awaitAnswersOf(gateway, HERE, OTHER_ZONE, US, ASIA);
    }

    @Test
    void anotherRegionStandsInWithoutOutlierDetection() {
        gateway.apply(rule("{failover: [{from: eu, to: asia}]}"), shop.slices(HERE, OTHER_ZONE));
        shop.awaitAnswersOf(gateway, ASIA);
    }

    @Test
    void labelsComeBeforeTheRegion() {
        gateway.apply(rule("{failoverPriority: [\"kubernetes.io/hostname=us-us-1\"]}"));
        shop.awaitAnswersOf(gateway, US);
    }

    @Test
    void theMeshSaysItForAllServices() {
        gateway.apply(mesh("zoneAwareLbSetting: {minClusterSize: 2}, " + DISCOVERY));
        shop.awaitAnswersOf(gateway, HERE);
    }

    @Test
    void aGatewayThatIsNotToldOfItsPeersKeepsToItsRegionOnly() {
        gateway.apply(mesh("zoneAwareLbSetting: {minClusterSize: 2}"));
        shop.awaitAnswersOf(gateway, HERE, OTHER_ZONE);
    }
}
