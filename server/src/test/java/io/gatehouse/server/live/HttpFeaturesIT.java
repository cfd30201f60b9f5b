// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.GatewayResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What each feature of an HttpPolicy does, each at a host of its own: `FEATURE.example.com`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpFeaturesIT {
    private static final Map<String, String> FEATURES =
            Map.of(
                    "allow", "ipAccess: {allow: [203.0.113.0/24], deny: [203.0.113.9]}",
                    "maintenance",
                            """
                            maintenance:
                                body: "back \\"soon\\" "
                                contentType: text/html
                                headers: {X-Reason: upgrade}
                                retryAfter: 2m
                                except:
                                - {headers: {x-preview: {exact: "1"}}, path: {exact: /look}}
                                - {clients: [203.0.113.0/24]}\
                            """,
                    "errors",
                            """
                            errorPages:
                                pages:
                                - {statuses: ["418"], body: teapot, status: 200}
                                - {statuses: [5xx], from: Gateway, bodyFrom: {configMap: pages, key: busy}, contentType: text/plain}\
                            """,
                    "headers", "headerLimit: {maxKiB: 2, maxCount: 30}",
                    "body", "bodyLimit: {maxBytes: 10}",
                    "csrf", "csrf: {additionalOrigins: [{exact: app.example.com}]}",
                    "csrf-shadow", "csrf: {shadow: true}",
                    "compressed",
                            "compression: {algorithms: [gzip, brotli], contentTypes: [text/plain], minBytes: 30}",
                    "limits",
                            """
                            localRateLimit:
                                limits:
                                - {requests: 100, unit: Day}
                                - {requests: 1, unit: Day, match: {path: {exact: /login}}, per: [{clientAddress: true}]}
                                - {requests: 2, unit: Day, per: [{header: X-User}]}\
                            """);

    private static final String RULES =
            """
            - match: [{uri: {prefix: /nobody}}]
              route: [{destination: {host: nobody}}]
            - match: [{uri: {prefix: /teapot}}]
              directResponse: {status: 418}
            - match: [{uri: {prefix: /long}}]
              headers: {response: {set: {content-type: text/plain}}}
              directResponse: {status: 200, body: {string: "%s"}}
            - route: [{destination: {host: shop}}]
            """
                    .formatted("all the same ".repeat(100));

    private final Backends shop = Backends.start("shop", 1);
    private final Map<DeliveryForm, LiveGateway> gateways = new EnumMap<>(DeliveryForm.class);

    @BeforeAll
    void start() {
        List<String> yaml = new ArrayList<>();
        yaml.add(Yaml.GATEWAY);
        yaml.add(shop.yaml());
        yaml.add(Yaml.mesh("defaultConfig: {gatewayTopology: {numTrustedProxies: 1}}"));
        yaml.add(
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: pages, namespace: default}
                data: {busy: please wait}
                """);
        FEATURES.forEach((name, feature) -> {
            yaml.add(Yaml.virtualService(name, name + ".example.com", RULES));
            yaml.add(
                    HttpPolicies.policy(
                            name,
                            "default",
                            "targetRefs: [{kind: VirtualService, name: %s}]".formatted(name),
                            feature));
        });
        yaml.add(Yaml.virtualService("plain", "plain.example.com", RULES));
        yaml.add(Yaml.virtualService("wild", "*.wild.example.com", RULES));
        yaml.add(
                HttpPolicies.policy(
                        "wild",
                        "default",
                        "targetRefs: [{kind: VirtualService, name: wild}]",
                        "ipAccess: {deny: [203.0.113.9]}\ncsrf: {}"));
        for (DeliveryForm form : DeliveryForm.values()) {
            gateways.put(form, form.start(yaml.toArray(String[]::new)));
        }
    }

    @AfterAll
    void stop() {
        gateways.values().forEach(LiveGateway::close);
        shop.close();
    }

    private GatewayResponse send(DeliveryForm form, GatewayRequest request) {
        return Objects.requireNonNull(gateways.get(form)).send(request);
    }

    private static GatewayRequest get(String name, String path) {
        return GatewayRequest.get(name + ".example.com", path);
    }

    private static GatewayRequest from(String client, GatewayRequest request) {
        return request.with("x-forwarded-for", client);
    }

    @ParameterizedTest
    @EnumSource
    void clientsAreLetInByTheAddressThatIsTrusted(DeliveryForm form) {
        assertThat(send(form, from("203.0.113.1", get("allow", "/"))).status()).isEqualTo(200);
        assertThat(send(form, from("203.0.113.9", get("allow", "/"))).status()).isEqualTo(403);
        assertThat(send(form, from("198.51.100.1", get("allow", "/"))).status()).isEqualTo(403);
        assertThat(send(form, from("203.0.113.1, 198.51.100.1", get("allow", "/"))).status())
                .isEqualTo(403);
        assertThat(send(form, from("198.51.100.1", get("plain", "/"))).status()).isEqualTo(200);
    }

    /// Whose routes are found by a second look-up, where hosts are delivered one by one.
    @ParameterizedTest
    @EnumSource
    void featuresAreForWildcardsAndHostsInCapitalsToo(DeliveryForm form) {
        for (String name : List.of("a.wild", "A.Wild", "ALLOW")) {
            assertThat(send(form, from("203.0.113.9", get(name, "/"))).status())
                    .as(name)
                    .isEqualTo(403);
            assertThat(send(form, from("203.0.113.1", get(name, "/"))).status())
                    .as(name)
                    .isEqualTo(200);
        }
        for (String name : List.of("a.wild", "CSRF")) {
            GatewayRequest foreign =
                    GatewayRequest.post(name + ".example.com", "/", "a")
                            .with("origin", "https://other.test");
            assertThat(send(form, foreign).status()).as(name).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @EnumSource
    void maintenanceIsForAllButSome(DeliveryForm form) {
        GatewayResponse away = send(form, get("maintenance", "/"));

        assertThat(away.status()).isEqualTo(503);
        assertThat(away.body()).isEqualTo("back \"soon\" ");
        assertThat(away.header("content-type")).isEqualTo("text/html");
        assertThat(away.header("retry-after")).isEqualTo("120");
        assertThat(away.header("x-reason")).isEqualTo("upgrade");
        assertThat(send(form, get("maintenance", "/").with("x-preview", "1")).status())
                .isEqualTo(503);
        assertThat(send(form, get("maintenance", "/look?a=b").with("x-preview", "1")).status())
                .isEqualTo(200);
        assertThat(send(form, from("203.0.113.1", get("maintenance", "/"))).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void pagesTakeThePlaceOfErrors(DeliveryForm form) {
        GatewayResponse busy = send(form, get("errors", "/nobody"));

        assertThat(busy.status()).isEqualTo(503);
        assertThat(busy.body()).isEqualTo("please wait");
        assertThat(busy.header("content-type")).isEqualTo("text/plain");
        GatewayResponse teapot = send(form, get("errors", "/teapot"));
        assertThat(teapot.status()).isEqualTo(200);
        assertThat(teapot.body()).isEqualTo("teapot");
        assertThat(teapot.header("content-type")).isEqualTo("text/html");
        assertThat(send(form, get("errors", "/")).status()).isEqualTo(200);
        assertThat(send(form, get("plain", "/teapot")).status()).isEqualTo(418);
    }

    @ParameterizedTest
    @EnumSource
    void largeHeadersAreRefused(DeliveryForm form) {
        assertThat(send(form, get("headers", "/").with("x-a", "a".repeat(1500))).status())
                .isEqualTo(200);
        assertThat(send(form, get("headers", "/").with("x-a", "a".repeat(2048))).status())
                .isEqualTo(431);
        assertThat(send(form, get("headers", "/" + "a".repeat(2048))).status()).isEqualTo(431);
        assertThat(send(form, many(20)).status()).isEqualTo(200);
        assertThat(send(form, many(30)).status()).isEqualTo(431);
        assertThat(send(form, get("plain", "/").with("x-a", "a".repeat(2048))).status())
                .isEqualTo(200);
    }

    private static GatewayRequest many(int headers) {
        GatewayRequest request = get("headers", "/");
        for (int i = 0; i < headers; i++) {
            request = request.with("x-" + i, "a");
        }
        return request;
    }

    @ParameterizedTest
    @EnumSource
    void largeBodiesAreRefused(DeliveryForm form) {
        assertThat(send(form, GatewayRequest.post("body.example.com", "/", "0123456789")).status())
                .isEqualTo(200);
        assertThat(send(form, GatewayRequest.post("body.example.com", "/", "0123456789a")).status())
                .isEqualTo(413);
        assertThat(
                        send(form, GatewayRequest.post("plain.example.com", "/", "0123456789a"))
                                .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void pagesOfOtherHostsChangeNothing(DeliveryForm form) {
        GatewayRequest post = GatewayRequest.post("csrf.example.com", "/", "a");

        assertThat(send(form, post).status()).isEqualTo(403);
        assertThat(send(form, post.with("origin", "https://evil.test")).status()).isEqualTo(403);
        assertThat(send(form, post.with("origin", "https://csrf.example.com")).status())
                .isEqualTo(200);
        assertThat(send(form, post.with("origin", "https://app.example.com")).status())
                .isEqualTo(200);
        assertThat(send(form, get("csrf", "/").with("origin", "https://evil.test")).status())
                .isEqualTo(200);
        assertThat(
                        send(
                                        form,
                                        GatewayRequest.post("csrf-shadow.example.com", "/", "a")
                                                .with("origin", "https://evil.test"))
                                .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void answersAreCompressedForThoseWhoTakeIt(DeliveryForm form) {
        GatewayRequest request = get("compressed", "/long");

        assertThat(send(form, request.with("accept-encoding", "gzip")).header("content-encoding"))
                .isEqualTo("gzip");
        assertThat(
                        send(form, request.with("accept-encoding", "br, gzip"))
                                .header("content-encoding"))
                .isEqualTo("gzip");
        assertThat(send(form, request.with("accept-encoding", "br")).header("content-encoding"))
                .isEqualTo("br");
        assertThat(send(form, request).header("content-encoding")).isEmpty();
        assertThat(
                        send(form, get("plain", "/long").with("accept-encoding", "gzip"))
                                .header("content-encoding"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void limitsAreForCertainRequestsAndCountedApart(DeliveryForm form) {
        GatewayRequest login = get("limits", "/login?a=b");
        GatewayRequest ofAnn = get("limits", "/").with("x-user", "ann");

        assertThat(send(form, from("203.0.113.1", login)).status()).isEqualTo(200);
        assertThat(send(form, from("203.0.113.1", login)).status()).isEqualTo(429);
        assertThat(send(form, from("203.0.113.2", login)).status()).isEqualTo(200);
        assertThat(send(form, ofAnn).status()).isEqualTo(200);
        assertThat(send(form, ofAnn).status()).isEqualTo(200);
        assertThat(send(form, ofAnn).status()).isEqualTo(429);
        assertThat(send(form, get("limits", "/").with("x-user", "bob")).status()).isEqualTo(200);
        assertThat(send(form, get("limits", "/")).status()).isEqualTo(200);
    }
}
