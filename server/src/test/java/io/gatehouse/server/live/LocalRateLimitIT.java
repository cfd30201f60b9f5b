// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.GatewayResponse;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `localRateLimit` of an HttpPolicy. Limits are for a day, so that nothing is filled up meanwhile.
class LocalRateLimitIT {
    private static final String RULES =
            """
            - name: login
              match: [{uri: {prefix: /login}}]
              route: [{destination: {host: shop}}]
            - route: [{destination: {host: shop}}]
            """;

    @ParameterizedTest
    @EnumSource(DeliveryForm.class)
    void whatIsTooMuchIsRefused(DeliveryForm delivery) {
        try (Backends shop = Backends.start("shop", 1);
                LiveGateway gateway =
                        delivery.start(
                                Yaml.GATEWAY,
                                shop.yaml(),
                                Yaml.virtualService("shop", HOST, RULES),
                                Yaml.virtualService("free", "free.example.com", RULES),
                                HttpPolicies.ofShop(
                                        "localRateLimit: {limits: [{requests: 2, unit: Day, burst: 3}], rateLimitHeaders: true}"))) {
            List<GatewayResponse> first =
                    List.of(
                            get(gateway, HOST, "/a"),
                            get(gateway, HOST, "/login"),
                            get(gateway, HOST, "/"));
            GatewayResponse tooMuch = get(gateway, HOST, "/");

            assertThat(first).extracting(GatewayResponse::status).containsOnly(200);
            assertThat(first.getFirst().header("x-ratelimit-remaining")).isEqualTo("2");
            assertThat(tooMuch.status()).isEqualTo(429);
            assertThat(tooMuch.header("x-ratelimit-limit")).startsWith("3");
            assertThat(shop.requests()).isEqualTo(3);
            for (int i = 0; i < 5; i++) {
                assertThat(get(gateway, "free.example.com", "/").status()).isEqualTo(200);
            }

            gateway.apply(
                    HttpPolicies.ofShop(
                            "localRateLimit: {limits: [{requests: 1, unit: Day}], status: 503}"));
            assertThat(get(gateway, HOST, "/").status()).isEqualTo(200);
            assertThat(get(gateway, HOST, "/").status()).isEqualTo(503);

            gateway.apply(
                    HttpPolicies.ofShop(
                            "localRateLimit: {limits: [{requests: 1, unit: Day}], shadow: true}"));
            assertThat(get(gateway, HOST, "/").status()).isEqualTo(200);
            assertThat(get(gateway, HOST, "/").status()).isEqualTo(200);
        }
    }

    private static GatewayResponse get(LiveGateway gateway, String host, String path) {
        return gateway.send(GatewayRequest.get(host, path));
    }
}
