// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static io.gatehouse.testing.GatewayRequest.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gatehouse.testing.GatewayConnection;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The article's next step: VirtualServices that split traffic.
class CanaryIT {
    private static final int REQUESTS = 2_000;

    private final Backends stable = Backends.start("stable", 2);
    private final Backends canary = Backends.start("canary", 1);
    private LiveGateway gateway;

    @BeforeEach
    void start() {
        gateway = LiveGateway.start(Yaml.GATEWAY, stable.yaml(), canary.yaml());
    }

    @AfterEach
    void stop() {
        gateway.close();
        stable.close();
        canary.close();
    }

    @Test
    void trafficIsSplitByWeight() throws IOException {
        gateway.apply(
                Yaml.virtualService(
                        "shop",
                        HOST,
                        """
                        - route:
                          - {destination: {host: stable}, weight: 80}
                          - {destination: {host: canary}, weight: 20}
                        """));
        LiveGateway.awaitStatus(gateway.http(), HOST, "/", 200);

        int toCanary = count("canary-0");

        double sigma = Math.sqrt(REQUESTS * 0.2 * 0.8);
        assertThat((double) toCanary).isCloseTo(REQUESTS * 0.2, within(6 * sigma));
    }

    @Test
    void secondVirtualServiceOfTheHostTakesSomePaths() {
        gateway.apply(
                Yaml.routeTo("shop", HOST, "stable"),
                Yaml.virtualService(
                        "shop-canary",
                        HOST,
                        """
                        - match: [{uri: {prefix: /new}}, {headers: {x-canary: {exact: always}}}]
                          route: [{destination: {host: canary}}]
                        """));
        LiveGateway.awaitStatus(gateway.http(), HOST, "/", 200);

        assertThat(gateway.send(get(HOST, "/new")).echo().backend()).isEqualTo("canary-0");
        assertThat(gateway.send(get(HOST, "/").with("x-canary", "always")).echo().backend())
                .isEqualTo("canary-0");
        assertThat(gateway.send(get(HOST, "/")).echo().backend()).startsWith("stable-");
    }

    private int count(String backend) throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        try (GatewayConnection connection = gateway.http().connect()) {
            for (int i = 0; i < REQUESTS; i++) {
                counts.merge(connection.send(get(HOST, "/")).echo().backend(), 1, Integer::sum);
            }
        }
        assertThat(counts.keySet()).containsExactly("canary-0", "stable-0", "stable-1");
        return counts.getOrDefault(backend, 0);
    }
}
