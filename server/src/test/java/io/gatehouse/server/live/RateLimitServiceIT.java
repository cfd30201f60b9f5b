// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.GatewayRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `globalRateLimit` with Envoy's own rate limit service, as `docs/http-policy-access.md` has it.
class RateLimitServiceIT {
    /// For a day, so that none is filled up meanwhile.
    private static final String LIMITS =
            """
            domain: shop
            descriptors:
            - key: x-user
              rate_limit: {unit: day, requests_per_unit: 2}
            - key: remote_address
              descriptors:
              - key: path
                value: /login
                rate_limit: {unit: day, requests_per_unit: 1}
            """;

    @Test
    void limitsOfTheServiceHold(@TempDir Path directory) {
        try (RateLimitService limits = RateLimitService.start(directory, LIMITS);
                Backends shop = Backends.start("shop", 1);
                LiveGateway gateway =
                        LiveGateway.start(
                                Yaml.GATEWAY,
                                shop.yaml(),
                                Yaml.routeTo("shop", HOST, "shop"),
                                Yaml.serviceEntry(
                                                "limits",
                                                "{address: 127.0.0.1, ports: {http: %d}}"
                                                        .formatted(limits.port()))
                                        .replace("protocol: HTTP", "protocol: GRPC"),
                                HttpPolicies.ofShop(
                                        """
                                        globalRateLimit:
                                          service: {host: limits.example.org, port: 80}
                                          domain: shop
                                          timeout: 10s
                                          failClosed: true
                                          rateLimitHeaders: true
                                          descriptors:
                                          - entries: [{header: x-user}]
                                          - entries: [{clientAddress: true}, {path: true}]
                                        """))) {
            GatewayRequest ann = GatewayRequest.get(HOST, "/a").with("x-user", "ann");
            assertThat(gateway.send(ann).header("x-ratelimit-remaining")).isEqualTo("1");
            assertThat(gateway.send(ann).status()).isEqualTo(200);
            assertThat(gateway.send(ann).status()).isEqualTo(429);
            assertThat(gateway.send(GatewayRequest.get(HOST, "/a").with("x-user", "bob")).status())
                    .isEqualTo(200);

            assertThat(gateway.send(GatewayRequest.get(HOST, "/login?a")).status()).isEqualTo(200);
            assertThat(gateway.send(GatewayRequest.get(HOST, "/login?b")).status()).isEqualTo(429);
            assertThat(gateway.send(GatewayRequest.get(HOST, "/")).status()).isEqualTo(200);
        }
    }
}
