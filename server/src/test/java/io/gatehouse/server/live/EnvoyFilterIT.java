// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static io.gatehouse.testing.GatewayRequest.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.testing.GatewayResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Patches in Envoy's words, through a real Envoy.
class EnvoyFilterIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String MANAGER =
            "filterChain: {filter: {name: envoy.filters.network.http_connection_manager%s}}";
    private static final String ROUTER = ", subFilter: {name: envoy.filters.http.router}";

    private final Backends shop = Backends.start("shop", 1);

    @SuppressWarnings("NullAway.Init") // by start
    private LiveGateway gateway;

    private void start(DeliveryLimits limits, String... more) {
        gateway =
                LiveGateway.startWith(
                        limits,
                        Yaml.GATEWAY,
                        shop.yaml(),
                        Yaml.virtualService(
                                "shop",
                                HOST,
                                """
                                - name: api
                                  match: [{uri: {prefix: /api}}]
                                  route: [{destination: {host: shop}}]
                                - name: rest
                                  route: [{destination: {host: shop}}]
                                """),
                        Yaml.routeTo("other", "other.example.com", "shop"),
                        String.join("\n---\n", more));
    }

    @AfterEach
    void stop() {
        gateway.close();
        shop.close();
    }

    @Test
    void filtersAreFoundByAllThatTheApiKnowsThemBy() {
        start(DeliveryLimits.DEFAULT);
        int port = gateway.port(80);
        gateway.apply(
                filter(
                        "filters",
                        lua("x-name", "name: 127.0.0.1_%d, ".formatted(port)),
                        lua("x-other-name", "name: other, "),
                        lua("x-port", "portNumber: %d, ".formatted(port)),
                        lua("x-chain", "", "name: http.%d, ".formatted(port)),
                        lua("x-other-chain", "", "name: other, "),
                        lua("x-tls", "", "transportProtocol: tls, "),
                        lua("x-protocol", "", "applicationProtocols: h2, "),
                        lua("x-destination", "", "destinationPort: 80, "),
                        proxied("x-version", "proxyVersion: ^1\\.31.*"),
                        proxied("x-old", "proxyVersion: ^1\\.2.*"),
                        proxied("x-metadata", "metadata: {TIER: edge}")),
                """
                apiVersion: networking.istio.io/v1alpha3
                kind: EnvoyFilter
                metadata: {name: target, namespace: istio-system}
                spec:
                  targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: edge}]
                  configPatches:
                %s
                """
                        .formatted(lua("x-target", "")));

        GatewayResponse response = gateway.send(get(HOST, "/"));

        assertThat(List.of("x-name", "x-port", "x-chain", "x-version"))
                .allMatch(header -> !response.header(header).isEmpty());
        assertThat(
                        List.of(
                                "x-other-name",
                                "x-other-chain",
                                "x-tls",
                                "x-protocol",
                                "x-destination",
                                "x-old",
                                "x-metadata",
                                "x-target"))
                .allMatch(header -> response.header(header).isEmpty());
    }

    @Test
    void aRateLimitBeforeTheRouterHoldsRequestsBack() {
        start(DeliveryLimits.DEFAULT);
        gateway.apply(
                filter(
                        "limit",
                        """
                          - applyTo: HTTP_FILTER
                            match: {context: GATEWAY, listener: {%s}}
                            patch:
                              operation: INSERT_BEFORE
                              value:
                                name: envoy.filters.http.local_ratelimit
                                typed_config:
                                  "@type": type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit
                                  stat_prefix: limit
                                  token_bucket: {max_tokens: 1, tokens_per_fill: 1, fill_interval: 3600s}
                                  filter_enabled: {default_value: {numerator: 100}}
                                  filter_enforced: {default_value: {numerator: 100}}
                        """
                                .formatted(MANAGER.formatted(ROUTER))));

        assertThat(gateway.send(get(HOST, "/")).status()).isEqualTo(200);
        assertThat(gateway.send(get(HOST, "/")).status()).isEqualTo(429);

        gateway.change(
                List.of(), List.of(new ObjectKey(Kind.ENVOY_FILTER, "istio-system", "limit")));
        assertThat(gateway.send(get(HOST, "/")).status()).isEqualTo(200);
    }

    @Test
    void anExtensionIsDeliveredByItself() {
        start(DeliveryLimits.DEFAULT);
        gateway.apply(
                filter(
                        "extension",
                        """
                          - applyTo: EXTENSION_CONFIG
                            match: {context: GATEWAY}
                            patch:
                              operation: ADD
                              value:
                                name: mutate
                                typed_config:
                                  "@type": type.googleapis.com/envoy.extensions.filters.http.header_mutation.v3.HeaderMutation
                                  mutations: {response_mutations: [{append: {header: {key: x-extension, value: "one"}}}]}
                          - applyTo: HTTP_FILTER
                            match: {context: GATEWAY, listener: {%s}}
                            patch:
                              operation: INSERT_FIRST
                              value:
                                name: mutate
                                config_discovery:
                                  config_source: {ads: {}, initial_fetch_timeout: 0s, resource_api_version: V3}
                                  type_urls: [type.googleapis.com/envoy.extensions.filters.http.header_mutation.v3.HeaderMutation]
                        """
                                .formatted(MANAGER.formatted(""))));

        assertThat(gateway.send(get(HOST, "/")).header("x-extension")).isEqualTo("one");
    }

    @Test
    void routesAndHostsArePatchedInBothFormsOfDelivery() {
        for (DeliveryLimits limits :
                List.of(new DeliveryLimits(1_000, 1_000), new DeliveryLimits(1, 1_000))) {
            start(limits);
            gateway.apply(
                    filter(
                            "routes",
                            header(
                                    "ROUTE_CONFIGURATION",
                                    "x-table",
                                    "name: http.%d".formatted(gateway.port(80))),
                            header("ROUTE_CONFIGURATION", "x-other-table", "name: http.1"),
                            header("ROUTE_CONFIGURATION", "x-gateway", "gateway: default/gw"),
                            header("ROUTE_CONFIGURATION", "x-port-name", "portName: http"),
                            header(
                                    "VIRTUAL_HOST",
                                    "x-host",
                                    "portNumber: 80, vhost: {name: \"%s:80\"}".formatted(HOST)),
                            header(
                                    "VIRTUAL_HOST",
                                    "x-domain",
                                    "vhost: {domainName: other.example.com}"),
                            header("HTTP_ROUTE", "x-route", "vhost: {route: {name: api}}"),
                            """
                              - applyTo: HTTP_ROUTE
                                match: {context: GATEWAY, routeConfiguration: {vhost: {name: "other.example.com:80"}}}
                                patch:
                                  operation: INSERT_FIRST
                                  value: {match: {path: /tea}, direct_response: {status: 418}}
                            """));

            GatewayResponse api = gateway.send(get(HOST, "/api"));
            GatewayResponse other = gateway.send(get("other.example.com", "/"));
            assertThat(api.header("x-table")).isEqualTo("yes");
            assertThat(api.header("x-host")).isEqualTo("yes");
            assertThat(api.header("x-route")).isEqualTo("yes");
            assertThat(api.header("x-domain")).isEmpty();
            assertThat(other.header("x-table")).isEqualTo("yes");
            assertThat(other.header("x-domain")).isEqualTo("yes");
            assertThat(other.header("x-host")).isEmpty();
            assertThat(other.header("x-other-table")).isEmpty();
            assertThat(other.header("x-gateway")).isEmpty();
            assertThat(other.header("x-port-name")).isEmpty();
            assertThat(gateway.send(get("other.example.com", "/tea")).status()).isEqualTo(418);
            gateway.close();
        }
    }

    /// Delivered host by host, a table has no place for other hosts, and becomes whole.
    @Test
    void hostsThatPatchesAddAndRemoveAreTheSameInBothFormsOfDelivery() {
        for (DeliveryLimits limits :
                List.of(new DeliveryLimits(1_000, 1_000), new DeliveryLimits(1, 1_000))) {
            start(limits);
            gateway.apply(
                    filter(
                            "remove",
                            """
                              - applyTo: VIRTUAL_HOST
                                match: {context: GATEWAY, routeConfiguration: {vhost: {name: "%s:80"}}}
                                patch: {operation: REMOVE}
                            """
                                    .formatted(HOST)));
            assertThat(gateway.send(get(HOST, "/")).status()).isEqualTo(404);
            assertThat(gateway.send(get("other.example.com", "/")).status()).isEqualTo(200);
            gateway.apply(
                    filter(
                            "remove",
                            """
                              - applyTo: VIRTUAL_HOST
                                match: {context: GATEWAY}
                                patch:
                                  operation: ADD
                                  value:
                                    name: added
                                    domains: [added.example.com]
                                    routes: [{match: {prefix: /}, direct_response: {status: 418}}]
                            """));
            assertThat(gateway.send(get("added.example.com", "/")).status()).isEqualTo(418);
            assertThat(gateway.send(get(HOST, "/")).status()).isEqualTo(200);
            gateway.close();
        }
    }

    @Test
    void listenersAndClustersArePatched() {
        start(DeliveryLimits.DEFAULT);
        gateway.apply(
                filter(
                        "limits",
                        """
                          - applyTo: LISTENER
                            match: {context: GATEWAY, listener: {portNumber: %d}}
                            patch: {operation: MERGE, value: {per_connection_buffer_limit_bytes: 1024}}
                          - applyTo: LISTENER_FILTER
                            match: {context: GATEWAY, listener: {portNumber: %d}}
                            patch:
                              operation: ADD
                              value:
                                name: one
                                typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.listener.http_inspector.v3.HttpInspector}
                          - applyTo: LISTENER_FILTER
                            match: {context: GATEWAY, listener: {listenerFilter: one}}
                            patch: {operation: REMOVE}
                          - applyTo: CLUSTER
                            match: {context: GATEWAY, cluster: {service: shop.default.svc.cluster.local}}
                            patch: {operation: REMOVE}
                        """
                                .formatted(gateway.port(80), gateway.port(80))));
        assertThat(gateway.send(get(HOST, "/")).status()).isEqualTo(503);
        assertThat(gateway.findings(FindingCode.PATCH_WITHOUT_MATCH)).isEmpty();

        gateway.change(
                List.of(), List.of(new ObjectKey(Kind.ENVOY_FILTER, "istio-system", "limits")));
        LiveGateway.awaitStatus(gateway.http(), HOST, "/", 200);
    }

    /// What a port had before goes on being served.
    @Test
    void whatEnvoyRefusesIsSetAside() {
        start(DeliveryLimits.DEFAULT);
        gateway.apply(filter("broken", lua("x-good", "").replace("h:headers", "h:headers(")));
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(gateway.findings(FindingCode.REFUSED_BY_PROXY))
                                .singleElement()
                                .satisfies(finding -> {
                                    assertThat(finding.object())
                                            .contains(
                                                    new ObjectKey(
                                                            Kind.ENVOY_FILTER,
                                                            "istio-system",
                                                            "broken"));
                                    assertThat(finding.message())
                                            .contains(
                                                    "script load error",
                                                    "it is left out until it changes");
                                }));
        assertThat(gateway.send(get(HOST, "/")).status()).isEqualTo(200);
        gateway.apply(filter("broken", lua("x-good", "")));
        assertThat(gateway.send(get(HOST, "/")).header("x-good")).isEqualTo("yes");
        await().atMost(PATIENCE)
                .until(() ->
                        gateway.findings(FindingCode.REFUSED_BY_PROXY).isEmpty()
                                && gateway.findings(FindingCode.PATCH_REFUSED).isEmpty());
    }

    private static String filter(String name, String... patches) {
        return """
        apiVersion: networking.istio.io/v1alpha3
        kind: EnvoyFilter
        metadata: {name: %s, namespace: istio-system}
        spec:
          workloadSelector: {labels: {istio: ingressgateway}}
          configPatches:
        %s
        """
                .formatted(name, String.join("", patches));
    }

    private static String header(String applyTo, String name, String match) {
        return """
          - applyTo: %s
            match: {context: GATEWAY, routeConfiguration: {%s}}
            patch: {operation: MERGE, value: {response_headers_to_add: [{header: {key: %s, value: "yes"}}]}}
        """
                .formatted(applyTo, match, name);
    }

    private static String lua(String header, String listener) {
        return lua(header, listener, "");
    }

    private static String lua(String header, String listener, String chain) {
        return patch(
                header,
                "listener: {%s%s}"
                        .formatted(
                                listener,
                                MANAGER.formatted(ROUTER)
                                        .replace("filterChain: {", "filterChain: {" + chain)));
    }

    private static String proxied(String header, String proxy) {
        return patch(
                header, "proxy: {%s}, listener: {%s}".formatted(proxy, MANAGER.formatted(ROUTER)));
    }

    private static String patch(String header, String match) {
        return """
          - applyTo: HTTP_FILTER
            match: {context: GATEWAY, %s}
            patch:
              operation: INSERT_BEFORE
              value:
                name: lua-%s
                typed_config:
                  "@type": type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua
                  default_source_code: {inline_string: "function envoy_on_response(h) h:headers():add('%s', 'yes') end"}
        """
                .formatted(match, header, header);
    }
}
