// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static io.gatehouse.testing.GatewayRequest.get;
import static io.gatehouse.testing.GatewayRequest.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Kind;
import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.GatewayResponse;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a VirtualService's rules do with requests.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutingIT {
    private final Backends shop = Backends.start("shop", 1);
    private final Backends canary = Backends.start("canary", 1);
    private LiveGateway gateway;

    static List<RoutingCase> cases() {
        return List.of(
                RoutingCase.of("uri exact", to("{uri: {exact: /cart}}"))
                        .request(get(HOST, "/cart"), backend("shop-0"))
                        .request(get(HOST, "/cart?x=1"), path("/cart?x=1"))
                        .request(get(HOST, "/cart/"), status(404))
                        .request(get(HOST, "/Cart"), status(404))
                        .request(get("other.example.com", "/cart"), status(404)),
                RoutingCase.of("uri prefix", to("{uri: {prefix: /api}}"))
                        .request(get(HOST, "/api"), backend("shop-0"))
                        .request(get(HOST, "/apiary/1"), backend("shop-0"))
                        .request(get(HOST, "/ap"), status(404)),
                RoutingCase.of("uri regex", to("{uri: {regex: '/v[0-9]+/.*'}}"))
                        .request(get(HOST, "/v12/x"), backend("shop-0"))
                        .request(get(HOST, "/v12"), status(404))
                        .request(get(HOST, "/a/v1/x"), status(404)),
                RoutingCase.of("uri ignoreCase", to("{uri: {exact: /Cart}, ignoreUriCase: true}"))
                        .request(get(HOST, "/cART"), backend("shop-0"))
                        .request(get(HOST, "/carts"), status(404)),
                RoutingCase.of(
                                "headers",
                                to("{headers: {x-a: {exact: '1'}, x-b: {prefix: b}, x-c: {}}}"))
                        .request(
                                get(HOST, "/").with("x-a", "1").with("x-b", "bb").with("x-c", ""),
                                backend("shop-0"))
                        .request(
                                get(HOST, "/").with("x-a", "1").with("x-b", "ab").with("x-c", ""),
                                status(404))
                        .request(get(HOST, "/").with("x-a", "1").with("x-b", "b"), status(404)),
                RoutingCase.of(
                                "without headers",
                                to("{withoutHeaders: {x-a: {exact: '1'}, x-b: {}}}"))
                        .request(get(HOST, "/"), backend("shop-0"))
                        .request(get(HOST, "/").with("x-a", "2"), backend("shop-0"))
                        .request(get(HOST, "/").with("x-a", "1"), status(404))
                        .request(get(HOST, "/").with("x-b", "any"), status(404)),
                RoutingCase.of("method", to("{method: {exact: POST}}"))
                        .request(
                                post(HOST, "/", "hello"),
                                r -> assertThat(r.echo().body()).isEqualTo("hello"))
                        .request(get(HOST, "/"), status(404)),
                RoutingCase.of("authority", to("{authority: {exact: shop.example.com}}"))
                        .request(get(HOST, "/"), backend("shop-0")),
                RoutingCase.of("scheme", to("{scheme: {exact: https}}"))
                        .request(get(HOST, "/"), status(404)),
                RoutingCase.of(
                                "query",
                                to("{queryParams: {v: {exact: '2'}, id: {regex: '[0-9]+'}}}"))
                        .request(get(HOST, "/?id=7&v=2"), backend("shop-0"))
                        .request(get(HOST, "/?id=x&v=2"), status(404))
                        .request(get(HOST, "/?id=7"), status(404)),
                RoutingCase.of("port of another server", to("{port: 8000}"))
                        .request(get(HOST, "/"), status(404)),
                RoutingCase.of(
                                "source",
                                """
                                - match: [{sourceLabels: {istio: other}}, {sourceNamespace: default}]
                                  route: [{destination: {host: canary}}]
                                - match: [{sourceLabels: {istio: ingressgateway}, uri: {exact: /label}}]
                                  route: [{destination: {host: shop}}]
                                - match: [{sourceNamespace: istio-system, uri: {exact: /namespace}}]
                                  route: [{destination: {host: shop}}]
                                """)
                        .request(get(HOST, "/label"), backend("shop-0"))
                        .request(get(HOST, "/namespace"), backend("shop-0"))
                        .request(get(HOST, "/"), status(404)),
                RoutingCase.of("gateway of another name", to("{gateways: [other]}"))
                        .request(get(HOST, "/"), status(404)),
                RoutingCase.of(
                                "first match wins",
                                """
                                - match: [{uri: {prefix: /a}}]
                                  route: [{destination: {host: shop}}]
                                - match: [{uri: {prefix: /ab}}, {uri: {exact: /b}}]
                                  route: [{destination: {host: canary}}]
                                - directResponse: {status: 418}
                                """)
                        .request(get(HOST, "/ab"), backend("shop-0"))
                        .request(get(HOST, "/b"), backend("canary-0"))
                        .request(get(HOST, "/c"), status(418)),
                RoutingCase.of(
                                "weight 0",
                                """
                                - route:
                                  - {destination: {host: shop}, weight: 100}
                                  - {destination: {host: canary}, weight: 0}
                                """)
                        .request(get(HOST, "/"), backend("shop-0")),
                RoutingCase.of(
                                "rewrite",
                                """
                                - match: [{uri: {prefix: /api/}}]
                                  rewrite: {uri: /, authority: inner.example.com}
                                  route: [{destination: {host: shop}}]
                                - match: [{uri: {exact: /old}}]
                                  rewrite: {uri: /new}
                                  route: [{destination: {host: shop}}]
                                - rewrite: {uriRegexRewrite: {match: '^/v([0-9]+)/(.*)', rewrite: '/\\2-\\1'}}
                                  route: [{destination: {host: shop}}]
                                """)
                        .request(get(HOST, "/api/items?x=1"), path("/items?x=1"))
                        .request(get(HOST, "/api/"), host("inner.example.com"))
                        .request(get(HOST, "/old?x=1"), path("/new?x=1"))
                        .request(get(HOST, "/v3/x"), path("/x-3"))
                        .request(get(HOST, "/v3/x"), host(HOST)),
                RoutingCase.of(
                                "redirect",
                                """
                                - match: [{uri: {exact: /all}}]
                                  redirect: {uri: /there, authority: other.example.com, scheme: https, port: 8443, redirectCode: 308}
                                - match: [{uri: {prefix: /moved}}]
                                  redirect: {uri: /there}
                                - match: [{uri: {prefix: /old}}]
                                  redirect: {prefixRewrite: /new, redirectCode: 307}
                                - redirect: {scheme: https, redirectCode: 302}
                                """)
                        .request(
                                get(HOST, "/all"),
                                moved(308, "https://other.example.com:8443/there"))
                        .request(
                                get(HOST, "/moved?x=1"),
                                moved(301, "http://shop.example.com/there?x=1"))
                        .request(
                                get(HOST, "/old/7?x=1"),
                                moved(307, "http://shop.example.com/new/7?x=1"))
                        .request(get(HOST, "/x"), moved(302, "https://shop.example.com/x")),
                RoutingCase.of(
                                "direct response",
                                "- directResponse: {status: 503, body: {string: be back soon}}")
                        .request(
                                get(HOST, "/"),
                                r -> {
                                    assertThat(r.status()).isEqualTo(503);
                                    assertThat(r.body()).isEqualTo("be back soon");
                                }),
                RoutingCase.of(
                                "new origins hold beside old ones",
                                """
                                - corsPolicy: {allowOrigin: ["https://old.test"], allowOrigins: [{exact: "https://new.test"}]}
                                  route: [{destination: {host: shop}}]
                                """)
                        .request(
                                get(HOST, "/").with("origin", "https://new.test"),
                                r ->
                                        assertThat(r.headers())
                                                .containsEntry(
                                                        "access-control-allow-origin",
                                                        List.of("https://new.test")))
                        .request(
                                get(HOST, "/").with("origin", "https://old.test"),
                                r ->
                                        assertThat(r.headers())
                                                .doesNotContainKey("access-control-allow-origin")),
                RoutingCase.of(
                                "timeout",
                                """
                                - match: [{uri: {prefix: /short}}]
                                  timeout: 0.1s
                                  retries: {attempts: 0}
                                  route: [{destination: {host: shop}}]
                                - route: [{destination: {host: shop}}]
                                """)
                        .request(get(HOST, "/short").with("x-echo-delay-ms", "5000"), status(504))
                        .request(get(HOST, "/").with("x-echo-delay-ms", "300"), backend("shop-0")),
                RoutingCase.of(
                                "retries",
                                """
                                - match: [{uri: {prefix: /twice}}]
                                  retries: {attempts: 2, retryOn: 5xx}
                                  route: [{destination: {host: shop}}]
                                - match: [{uri: {prefix: /never}}]
                                  retries: {attempts: 0}
                                  route: [{destination: {host: shop}}]
                                - match: [{uri: {prefix: /patient}}]
                                  retries: {attempts: 1, perTryTimeout: 0.1s, retryOn: gateway-error}
                                  route: [{destination: {host: shop}}]
                                - route: [{destination: {host: shop}}]
                                """)
                        .request(failing("/twice", 3), attempt("3"))
                        .request(failing("/twice", 4), status(503))
                        .request(failing("/never", 2), status(503))
                        .request(failing("/default", 2), status(503))
                        .request(
                                get(HOST, "/patient").with("x-echo-delay-ms", "5000"), status(504)),
                RoutingCase.of(
                                "headers are edited",
                                """
                                - headers:
                                    request: {set: {x-set: a}, add: {x-add: b}, remove: [x-remove]}
                                    response: {set: {x-answer: c}, remove: [content-type]}
                                  route:
                                  - destination: {host: shop}
                                    headers: {request: {set: {x-set: d}}, response: {add: {x-answer: e}}}
                                """)
                        .request(
                                get(HOST, "/")
                                        .with("x-set", "0")
                                        .with("x-add", "0")
                                        .with("x-remove", "0"),
                                r -> {
                                    assertThat(r.echo().headers())
                                            .containsEntry("x-set", List.of("d"))
                                            .containsEntry("x-add", List.of("0", "b"))
                                            .doesNotContainKey("x-remove");
                                    assertThat(r.headers())
                                            .containsEntry("x-answer", List.of("c", "e"))
                                            .doesNotContainKey("content-type");
                                }),
                RoutingCase.of(
                                "host is set",
                                """
                                - match: [{uri: {prefix: /rule}}]
                                  headers: {request: {set: {Host: rule.internal}}}
                                  route: [{destination: {host: shop}}]
                                - match: [{uri: {prefix: /destination}}]
                                  route: [{destination: {host: shop}, headers: {request: {set: {host: destination.internal}}}}]
                                - route:
                                  - {destination: {host: shop}, weight: 1, headers: {request: {set: {host: choice.internal}}}}
                                  - {destination: {host: canary}, weight: 1, headers: {request: {set: {host: choice.internal}}}}
                                """)
                        .request(get(HOST, "/rule"), host("rule.internal"))
                        .request(get(HOST, "/destination"), host("destination.internal"))
                        .request(get(HOST, "/"), host("choice.internal")),
                RoutingCase.of(
                                "destinations that are not there",
                                """
                                - match: [{uri: {prefix: /port}}]
                                  route: [{destination: {host: shop, port: {number: 81}}}]
                                - match: [{uri: {prefix: /service}}]
                                  route: [{destination: {host: gone}}]
                                - route: [{destination: {host: shop.default.svc.cluster.local}}]
                                """)
                        .request(get(HOST, "/port"), status(503))
                        .request(get(HOST, "/service"), status(503))
                        .request(get(HOST, "/"), backend("shop-0")));
    }

    @BeforeAll
    void start() {
        gateway = LiveGateway.start(Yaml.GATEWAY, shop.yaml(), canary.yaml());
    }

    @AfterAll
    void stop() {
        gateway.close();
        shop.close();
        canary.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void requestsGetWhatTheRulesSay(RoutingCase routing) {
        String marker = "- match: [{uri: {exact: /marker}}]\n  directResponse: {status: 299}\n";
        gateway.apply(Yaml.virtualService("shop", HOST, marker + routing.rules()));
        LiveGateway.awaitStatus(gateway.http(), HOST, "/marker", 299);
        for (RoutingCase.Exchange exchange : routing.exchanges()) {
            exchange.expectation().accept(gateway.send(exchange.request()));
        }
        gateway.delete(Kind.VIRTUAL_SERVICE, "shop");
        LiveGateway.awaitStatus(gateway.http(), HOST, "/marker", 404);
    }

    private static String to(String match) {
        return "- match: [%s]\n  route: [{destination: {host: shop}}]".formatted(match);
    }

    private static GatewayRequest failing(String path, int untilAttempt) {
        return get(HOST, path)
                .with("x-echo-status", "503")
                .with("x-echo-until-attempt", Integer.toString(untilAttempt));
    }

    private static Consumer<GatewayResponse> status(int status) {
        return response -> assertThat(response.status()).isEqualTo(status);
    }

    private static Consumer<GatewayResponse> backend(String name) {
        return response -> {
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.echo().backend()).isEqualTo(name);
        };
    }

    private static Consumer<GatewayResponse> path(String path) {
        return response -> assertThat(response.echo().path()).isEqualTo(path);
    }

    private static Consumer<GatewayResponse> host(String host) {
        return response -> assertThat(response.echo().host()).isEqualTo(host);
    }

    private static Consumer<GatewayResponse> attempt(String number) {
        return response -> {
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.echo().header("x-envoy-attempt-count")).isEqualTo(number);
        };
    }

    private static Consumer<GatewayResponse> moved(int status, String location) {
        return response -> {
            assertThat(response.status()).isEqualTo(status);
            assertThat(response.header("location")).isEqualTo(location);
        };
    }
}
