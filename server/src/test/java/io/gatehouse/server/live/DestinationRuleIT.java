// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static io.gatehouse.testing.GatewayRequest.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Policies that change while requests arrive. What each policy does, `CorpusIT` shows.
class DestinationRuleIT {
    private static final List<String> POLICIES =
            List.of(
                    "{loadBalancer: {simple: ROUND_ROBIN}}",
                    "{loadBalancer: {consistentHash: {useSourceIp: true}}}",
                    "{connectionPool: {tcp: {connectTimeout: 3s}, http: {maxRequestsPerConnection: 1}}}",
                    "{outlierDetection: {consecutive5xxErrors: 5, maxEjectionPercent: 50}}",
                    "{loadBalancer: {simple: RANDOM}, connectionPool: {http: {idleTimeout: 5s}}}");

    private final Backends shop = Backends.start("shop", 3);
    private LiveGateway gateway;

    @BeforeEach
    void start() {
        gateway = LiveGateway.start(Yaml.GATEWAY, shop.yaml(), Yaml.routeTo("shop", HOST, "shop"));
        LiveGateway.awaitStatus(gateway.http(), HOST, "/", 200);
    }

    @AfterEach
    void stop() {
        gateway.close();
        shop.close();
    }

    private static String rule(String policy) {
        return """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: shop, namespace: default}
        spec: {host: shop, trafficPolicy: %s}
        """
                .formatted(policy);
    }

    @Test
    void policiesChangeWithoutAFailedRequest() {
        try (Load load = Load.start(gateway.http(), get(HOST, "/"))) {
            for (int round = 0; round < 3; round++) {
                for (String policy : POLICIES) {
                    gateway.apply(rule(policy));
                    load.more(30);
                }
                gateway.change(
                        List.of(),
                        List.of(new ObjectKey(Kind.DESTINATION_RULE, "default", "shop")));
                load.more(30);
            }
            assertThat(load.stop()).isEmpty();
        }
    }

    @Test
    void aSubsetAndTheRouteToItAppearTogetherWithoutAFailedRequest() {
        String route =
                Yaml.routeTo("shop", HOST, "shop").replace("host: shop", "host: shop, subset: all");
        assertThat(route).contains("subset: all");
        try (Load load = Load.start(gateway.http(), get(HOST, "/"))) {
            for (int round = 0; round < 5; round++) {
                gateway.apply(
                        rule("{loadBalancer: {simple: RANDOM}}")
                                .replace("host: shop,", "host: shop, subsets: [{name: all}],"),
                        route);
                load.more(30);
                gateway.apply(Yaml.routeTo("shop", HOST, "shop"));
                gateway.change(
                        List.of(),
                        List.of(new ObjectKey(Kind.DESTINATION_RULE, "default", "shop")));
                load.more(30);
            }
            assertThat(load.stop()).isEmpty();
        }
    }
}
