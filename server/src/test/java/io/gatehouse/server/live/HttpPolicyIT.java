// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.testing.GatewayRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an HttpPolicy is for, told by the status of what its limit refuses: each host and route has
/// its own count.
class HttpPolicyIT {
    private static final String RULES =
            """
            - name: login
              match: [{uri: {prefix: /login}}]
              route: [{destination: {host: shop}}]
            - route: [{destination: {host: shop}}]
            """;

    private static String limit(String name, String namespace, String attachment, int status) {
        return HttpPolicies.policy(
                name,
                namespace,
                attachment,
                "localRateLimit: {limits: [{requests: 1, unit: Day}], status: %d}"
                        .formatted(status));
    }

    @Test
    void theMostSpecificPolicyDecides() {
        try (Backends shop = Backends.start("shop", 1);
                LiveGateway gateway =
                        LiveGateway.start(
                                Yaml.GATEWAY,
                                shop.yaml(),
                                Yaml.virtualService("shop", "shop.example.com", RULES),
                                Yaml.virtualService("other", "other.example.com", RULES),
                                limit("all", "istio-system", "", 501))) {
            assertThat(refusal(gateway, "shop", "/")).isEqualTo(501);

            gateway.apply(
                    limit(
                            "selected",
                            "istio-system",
                            "selector: {matchLabels: {istio: ingressgateway}}",
                            505));
            assertThat(refusal(gateway, "shop", "/")).isEqualTo(505);

            gateway.apply(
                    limit(
                            "gw",
                            "default",
                            "targetRefs: [{group: networking.istio.io, kind: Gateway, name: gw}]",
                            502));
            assertThat(refusal(gateway, "shop", "/")).isEqualTo(502);

            gateway.apply(
                    limit("vs", "default", "targetRefs: [{kind: VirtualService, name: shop}]", 503),
                    limit(
                            "login",
                            "default",
                            "targetRefs: [{kind: VirtualService, name: shop, sectionName: login}]",
                            504),
                    HttpPolicies.policy(
                            "open",
                            "default",
                            "targetRefs: [{kind: VirtualService, name: other, sectionName: login}]",
                            "disabled: [localRateLimit]"));
            assertThat(refusal(gateway, "shop", "/")).isEqualTo(503);
            assertThat(refusal(gateway, "shop", "/login")).isEqualTo(504);
            assertThat(refusal(gateway, "other", "/")).isEqualTo(502);
            assertThat(refusal(gateway, "other", "/login")).isEqualTo(200);
            assertThat(gateway.findings(FindingCode.FEATURE_TAKEN)).isEmpty();

            gateway.change(
                    List.of(),
                    List.of(
                            policy("default", "gw"),
                            policy("default", "vs"),
                            policy("default", "login"),
                            policy("istio-system", "selected"),
                            policy("istio-system", "all")));
            assertThat(refusal(gateway, "shop", "/login")).isEqualTo(200);
        }
    }

    @Test
    void whatConnectionsTakeIsSaidForAllRequests() {
        try (LiveGateway gateway =
                LiveGateway.start(
                        Yaml.GATEWAY,
                        Yaml.virtualService(
                                "shop", "shop.example.com", "- directResponse: {status: 200}"))) {
            assertThat(withHeader(gateway, "shop", 59)).isEqualTo(200);
            assertThat(withHeader(gateway, "shop", 61)).isEqualTo(431);

            gateway.apply(
                    HttpPolicies.policy("large", "istio-system", "", "headerLimit: {maxKiB: 96}"));
            assertThat(withHeader(gateway, "shop", 90)).isEqualTo(200);
            assertThat(withHeader(gateway, "shop", 97)).isEqualTo(431);
            assertThat(withHeader(gateway, "nobody", 90)).isEqualTo(404);
            assertThat(withHeader(gateway, "nobody", 97)).isEqualTo(431);

            gateway.apply(HttpPolicies.ofShop("headerLimit: {maxKiB: 32}"));
            assertThat(withHeader(gateway, "shop", 33)).isEqualTo(431);
            assertThat(gateway.findings(FindingCode.HEADERS_OF_CONNECTIONS)).isEmpty();

            gateway.apply(HttpPolicies.ofShop("headerLimit: {maxKiB: 97}"));
            assertThat(gateway.findings(FindingCode.HEADERS_OF_CONNECTIONS)).hasSize(1);
        }
    }

    private static int withHeader(LiveGateway gateway, String host, int kib) {
        return gateway.send(
                        GatewayRequest.get(host + ".example.com", "/")
                                .with("x-large", "a".repeat(kib * 1024)))
                .status();
    }

    private static ObjectKey policy(String namespace, String name) {
        return new ObjectKey(Kind.HTTP_POLICY, namespace, name);
    }

    /// The status of the second of two requests.
    private static int refusal(LiveGateway gateway, String name, String path) {
        GatewayRequest request = GatewayRequest.get(name + ".example.com", path);
        gateway.send(request);
        return gateway.send(request).status();
    }
}
