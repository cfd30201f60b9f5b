// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.FindingCode;
import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.Ports;
import io.gatehouse.testing.RateLimitServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `globalRateLimit` of an HttpPolicy.
class GlobalRateLimitIT {
    private static final String LIMITS =
            """
            globalRateLimit:
              service: {host: limits.example.org, port: 80}
              domain: shop
              timeout: 10s
              status: 503
              descriptors:
              - entries: [{header: x-user}, {path: true}, {method: true, key: verb}]
              - entries: [{value: "100%"}, {clientAddress: true}]
            """;

    @ParameterizedTest
    @EnumSource(DeliveryForm.class)
    void whatTheServiceSaysIsTooMuchIsRefused(DeliveryForm delivery) {
        try (RateLimitServer limits = RateLimitServer.start(2);
                Backends shop = Backends.start("shop", 1);
                LiveGateway gateway =
                        delivery.start(
                                Yaml.GATEWAY,
                                shop.yaml(),
                                Yaml.routeTo("shop", HOST, "shop"),
                                Yaml.routeTo("free", "free.example.com", "shop"),
                                service(limits.port()),
                                HttpPolicies.ofShop(LIMITS))) {
            GatewayRequest request = GatewayRequest.get(HOST, "/a?b=c").with("x-user", "ann");

            assertThat(gateway.send(request).status()).isEqualTo(200);
            assertThat(gateway.send(request).status()).isEqualTo(200);
            assertThat(gateway.send(request).status()).isEqualTo(503);
            assertThat(limits.asked().subList(0, 2))
                    .containsExactly(
                            "shop x-user=ann,path=/a,verb=GET",
                            "shop generic_key=100%,remote_address=127.0.0.1");
            assertThat(shop.requests()).isEqualTo(2);
            assertThat(gateway.send(GatewayRequest.get("free.example.com", "/")).status())
                    .isEqualTo(200);
            assertThat(limits.asked()).hasSize(6);
        }
    }

    @Test
    void withoutTheServiceRequestsGoOnUnlessToldOtherwise() {
        try (Backends shop = Backends.start("shop", 1);
                LiveGateway gateway =
                        LiveGateway.start(
                                Yaml.GATEWAY,
                                shop.yaml(),
                                Yaml.routeTo("shop", HOST, "shop"),
                                service(Ports.free()),
                                HttpPolicies.ofShop(LIMITS))) {
            GatewayRequest request = GatewayRequest.get(HOST, "/");
            assertThat(gateway.send(request).status()).isEqualTo(200);

            gateway.apply(HttpPolicies.ofShop(LIMITS, "  failClosed: true"));
            assertThat(gateway.send(request).status()).isEqualTo(500);

            String unknown = LIMITS.replace("limits.example.org", "nowhere");
            gateway.apply(HttpPolicies.ofShop(unknown, "  failClosed: true"));
            assertThat(gateway.send(request).status()).isEqualTo(403);
            assertThat(gateway.findings(FindingCode.POLICY_SERVICE_UNKNOWN))
                    .singleElement()
                    .extracting(finding -> finding.message())
                    .asString()
                    .contains("nowhere.default.svc.cluster.local");

            gateway.apply(HttpPolicies.ofShop(unknown));
            assertThat(gateway.send(request).status()).isEqualTo(200);
        }
    }

    private static String service(int port) {
        return Yaml.serviceEntry(
                        "limits", "{address: 127.0.0.1, ports: {http: %d}}".formatted(port))
                .replace("protocol: HTTP", "protocol: GRPC");
    }
}
