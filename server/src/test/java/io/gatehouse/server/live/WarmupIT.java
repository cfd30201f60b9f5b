// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static io.gatehouse.testing.GatewayRequest.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Kind;
import io.gatehouse.routing.Placement;
import io.gatehouse.testing.EchoBackend;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an endpoint gets that has just come. In a window of an hour the first one is only older, so
/// what counts is how the share grows with age.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WarmupIT {
    private static final int REQUESTS = 100;

    private final EchoBackend first = EchoBackend.start("first");
    private final EchoBackend second = EchoBackend.start("second");
    private LiveGateway gateway;

    @BeforeAll
    void start() {
        gateway =
                LiveGateway.startIn(
                        new Placement("eu", "eu-1", ""),
                        Yaml.GATEWAY,
                        Yaml.routeTo("shop", HOST, "shop"),
                        PlacedBackends.service("{}", ""));
    }

    @AfterAll
    void stop() {
        gateway.close();
        first.close();
        second.close();
    }

    private static String slice(EchoBackend backend) {
        return """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: %s, namespace: default, labels: {kubernetes.io/service-name: shop}}
        addressType: IPv4
        ports: [{name: http, port: %d}]
        endpoints: [{addresses: ["127.0.0.1"]}]
        """
                .formatted(backend.name(), backend.port());
    }

    private static String warmup(String fields) {
        return Yaml.shopRule(
                "{loadBalancer: {simple: ROUND_ROBIN, warmup: {%s}}}".formatted(fields));
    }

    private long answersOfTheSecond(int requests) {
        return IntStream.range(0, requests)
                .mapToObj(_ -> gateway.send(get(HOST, "/")).echo().backend())
                .filter("second"::equals)
                .count();
    }

    /// The second comes after four times as many requests as are counted then.
    private long shareOfTheNewcomer(String fields) {
        gateway.apply(warmup(fields), slice(first));
        LiveGateway.awaitStatus(gateway.http(), HOST, "/", 200);
        assertThat(answersOfTheSecond(4 * REQUESTS)).isZero();
        gateway.apply(slice(second));
        long share = answersOfTheSecond(REQUESTS);
        gateway.delete(Kind.ENDPOINT_SLICE, "second");
        gateway.delete(Kind.DESTINATION_RULE, "shop");
        return share;
    }

    @Test
    void aNewcomerGetsLessThanItsShare() {
        assertThat(shareOfTheNewcomer("duration: 1h, minimumPercent: 0")).isLessThan(REQUESTS / 4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    duration: 1ms, minimumPercent: 0
                    duration: 1h, minimumPercent: 100
                    duration: 1h, minimumPercent: 0, aggression: 100
                    """)
    void itsShareGrowsByDurationMinimumAndAggression(String fields) {
        assertThat(shareOfTheNewcomer(fields)).isBetween(REQUESTS / 3L, 2L * REQUESTS / 3);
    }

    @Test
    void theOldFormSetsTheWindow() {
        gateway.apply(Yaml.shopRule("{loadBalancer: {warmupDurationSecs: 45s}}"), slice(first));

        assertThat(gateway.envoy().admin("/config_dump?resource=dynamic_active_clusters"))
                .contains("\"slow_start_window\": \"45s\"");
        gateway.delete(Kind.DESTINATION_RULE, "shop");
    }
}
