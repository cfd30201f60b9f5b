// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.Scenario;
import io.gatehouse.routing.HeaderCondition;
import io.gatehouse.routing.PathEdit;
import io.gatehouse.routing.PathMatch;
import io.gatehouse.routing.Readiness;
import io.gatehouse.routing.Retries;
import io.gatehouse.routing.RouteRule;
import io.gatehouse.routing.RouteTarget.Content;
import io.gatehouse.routing.RouteTarget.FixedResponse;
import io.gatehouse.routing.RouteTarget.Forward;
import io.gatehouse.routing.RouteTarget.Redirect;
import io.gatehouse.routing.UpstreamEndpoint;
import io.gatehouse.routing.ValueMatch;
import io.gatehouse.routing.WeightedUpstream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteNodesTest {
    private static final String GATEWAY =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: gw, namespace: default}
            spec:
              selector: {istio: ingressgateway}
              servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}]
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: istio-ingressgateway, namespace: istio-system}
            spec: {selector: {istio: ingressgateway}, ports: [{name: http, port: 80}]}
            """;

    private static String service(String name, String ports) {
        return """
        apiVersion: v1
        kind: Service
        metadata: {name: %s, namespace: default}
        spec: {selector: {app: %s}, ports: [%s]}
        """
                .formatted(name, name, ports);
    }

    private static final String A = service("a", "{name: http, port: 80, targetPort: 9080}");
    private static final String B =
            service("b", "{name: http, port: 8000}, {name: grpc-x, port: 9000}");

    private static String virtualService(String name, String host, String http) {
        return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: %s, namespace: default}
        spec:
          hosts: ['%s']
          gateways: [gw]
          http: [%s]
        """
                .formatted(name, host, http);
    }

    private static final String TO_A = "{route: [{destination: {host: a}}]}";

    private static Forward forward(RouteRule rule) {
        return (Forward) rule.target();
    }

    @Test
    void aHostIsServedByTheServiceItsRuleNames() {
        Scenario scenario =
                new Scenario(GATEWAY, A, virtualService("shop", "Shop.example.com", TO_A));

        assertThat(scenario.hosts).containsOnlyKeys("http.80 shop.example.com");
        assertThat(scenario.host("http.80 shop.example.com").name())
                .isEqualTo("shop.example.com:80");
        RouteRule rule = scenario.rules("http.80 shop.example.com").getFirst();
        assertThat(rule.origin()).isEqualTo("default/shop");
        assertThat(rule.match().matchesAll()).isTrue();
        assertThat(forward(rule).upstreams())
                .extracting(WeightedUpstream::upstream)
                .containsExactly("outbound|80||a.default.svc.cluster.local");
        assertThat(forward(rule).retries()).contains(Retries.DEFAULT);
        assertThat(forward(rule).timeout()).isEmpty();
        assertThat(scenario.endpoints).containsOnlyKeys("outbound|80||a.default.svc.cluster.local");
    }

    @Test
    void severalVirtualServicesOnAHostAreTriedInOrderOfAgeWithCatchAllsLast() {
        String old =
                virtualService("z", "h.test", TO_A)
                        .replace("name: z,", "name: z, creationTimestamp: '2020-01-01T00:00:00Z',");
        String young =
                virtualService(
                                "a",
                                "h.test",
                                "{name: young, match: [{uri: {prefix: /x}}], redirect: {uri: /y}}")
                        .replace("name: a,", "name: a, creationTimestamp: '2021-01-01T00:00:00Z',");
        String middle =
                virtualService(
                                "m",
                                "h.test",
                                "{name: middle, match: [{uri: {prefix: /x}}], directResponse: {status: 200}}")
                        .replace("name: m,", "name: m, creationTimestamp: '2020-06-01T00:00:00Z',");
        Scenario scenario = new Scenario(young, old, GATEWAY, A, middle);

        assertThat(scenario.rules("http.80 h.test"))
                .extracting(RouteRule::origin)
                .containsExactly("default/m", "default/a", "default/z");
    }

    @Test
    void nothingFollowsACatchAllOfTheSameVirtualService() {
        Scenario scenario =
                new Scenario(
                        GATEWAY,
                        A,
                        virtualService("shop", "h.test", TO_A + ", {redirect: {uri: /never}}"));

        assertThat(scenario.rules("http.80 h.test")).hasSize(1);
    }

    @Test
    void weightsSplitAndAZeroWeightGetsNothing() {
        Scenario scenario =
                new Scenario(
                        GATEWAY,
                        A,
                        B,
                        virtualService(
                                "shop",
                                "h.test",
                                "{route: [{destination: {host: a}, weight: 80}, {destination: {host: b, port: {number: 8000}}, weight: 20}, {destination: {host: c}, weight: 0}]}"));

        assertThat(forward(scenario.rules("http.80 h.test").getFirst()).upstreams())
                .extracting(WeightedUpstream::upstream, WeightedUpstream::weight)
                .containsExactly(
                        tuple("outbound|80||a.default.svc.cluster.local", 80),
                        tuple("outbound|8000||b.default.svc.cluster.local", 20));
    }

    @Test
    void matchesAreReadWithTheirConditions() {
        Scenario scenario =
                new Scenario(
                        GATEWAY,
                        A,
                        virtualService(
                                "shop",
                                "h.test",
                                "{match: [{uri: {regex: '/v[0-9]+'}, method: {exact: POST}, headers: {X-Tenant: {prefix: t}, y: {}}, withoutHeaders: {z: {exact: '1'}}, queryParams: {q: {regex: '.+'}}}], route: [{destination: {host: a}}]}"));

        var match = scenario.rules("http.80 h.test").getFirst().match();
        assertThat(match.path()).isEqualTo(new PathMatch.Regex("/v[0-9]+"));
        assertThat(match.headers())
                .containsExactly(
                        new HeaderCondition(":method", new ValueMatch.Exact("POST"), false, false),
                        new HeaderCondition(
                                "x-tenant", new ValueMatch.StartsWith("t"), false, false),
                        new HeaderCondition("y", new ValueMatch.Present(), false, false),
                        new HeaderCondition("z", new ValueMatch.Exact("1"), true, true));
        assertThat(match.query()).hasSize(1);
    }

    @Test
    void matchesForOtherGatewaysAndPortsAreLeftOut() {
        Scenario scenario =
                new Scenario(
                        GATEWAY,
                        A,
                        virtualService(
                                "shop",
                                "h.test",
                                "{match: [{name: x, gateways: [other]}, {name: w, port: 443}, {name: z, port: 80, gateways: [default/gw], uri: {exact: /z}}], name: r, route: [{destination: {host: a}}]}"));

        assertThat(scenario.rules("http.80 h.test"))
                .extracting(RouteRule::name)
                .containsExactly("r.z");
    }

    @Test
    void rewriteTimeoutRetriesAndHeadersAreRead() {
        Scenario scenario =
                new Scenario(
                        GATEWAY,
                        A,
                        virtualService(
                                "shop",
                                "h.test",
                                """
                                {match: [{uri: {prefix: /old}}], rewrite: {uri: /new, authority: inner.test}, timeout: 1.5s,
                                 retries: {attempts: 3, perTryTimeout: 200ms, retryOn: 'gateway-error,503'},
                                 headers: {request: {set: {x-a: '1', Host: other.test}, remove: [x-b]}, response: {add: {x-c: '2'}}},
                                 route: [{destination: {host: a}}]}\
                                """));

        RouteRule rule = scenario.rules("http.80 h.test").getFirst();
        Forward forward = forward(rule);
        assertThat(forward.path()).isEqualTo(new PathEdit.ReplaceMatched("/new"));
        assertThat(forward.authority()).contains("inner.test");
        assertThat(forward.timeout()).contains(Duration.ofMillis(1500));
        assertThat(forward.retries())
                .contains(
                        new Retries(
                                3,
                                Optional.of(Duration.ofMillis(200)),
                                List.of("gateway-error", "retriable-status-codes"),
                                List.of(503),
                                Optional.empty(),
                                true,
                                false));
        assertThat(rule.headers().request().set()).containsOnlyKeys("Host", "x-a");
        assertThat(rule.headers().request().remove()).containsExactly("x-b");
        assertThat(rule.headers().response().add()).containsEntry("x-c", "2");
    }

    @Test
    void redirectsAndFixedResponsesAreRead() {
        Scenario scenario =
                new Scenario(
                        GATEWAY,
                        virtualService(
                                "shop",
                                "h.test",
                                "{match: [{uri: {exact: /r}}], redirect: {scheme: https, authority: x.test, port: 443, redirectCode: 308}},"
                                        + "{match: [{uri: {exact: /p}}], redirect: {uri: /there, derivePort: FROM_REQUEST_PORT, scheme: https}},"
                                        + "{directResponse: {status: 503, body: {string: closed}}}"));

        List<RouteRule> rules = scenario.rules("http.80 h.test");
        assertThat(rules.get(0).target())
                .isEqualTo(
                        new Redirect(
                                308,
                                Optional.of("https"),
                                Optional.of("x.test"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()));
        assertThat(rules.get(1).target())
                .isEqualTo(
                        new Redirect(
                                301,
                                Optional.of("https"),
                                Optional.empty(),
                                Optional.of(80),
                                Optional.of("/there"),
                                Optional.empty()));
        assertThat(rules.get(2).target())
                .isEqualTo(new FixedResponse(503, new Content.Text("closed")));
    }

    @Test
    void hostsAreTheNarrowerOfBothSides() {
        String gateway = GATEWAY.replace("['*']", "['*.example.com', 'x.test']");
        Scenario scenario =
                new Scenario(
                        gateway,
                        A,
                        virtualService("one", "*", TO_A),
                        virtualService("two", "a.example.com", TO_A),
                        virtualService("three", "other.test", TO_A));

        assertThat(scenario.hosts)
                .containsOnlyKeys(
                        "http.80 *.example.com", "http.80 a.example.com", "http.80 x.test");
        assertThat(scenario.findings()).containsExactly("GH0302 spec.hosts[0]");
        assertThat(scenario.message("GH0302"))
                .contains("host other.test")
                .contains("*.example.com, x.test");
    }

    @Test
    void aServerHostMayBeForOneNamespaceOnly() {
        String elsewhere =
                virtualService("e", "a.test", TO_A)
                        .replace("namespace: default", "namespace: team")
                        .replace("[gw]", "[default/gw]");
        Scenario scenario =
                new Scenario(
                        GATEWAY.replace("['*']", "['./a.test', 'team/b.test']"),
                        A,
                        elsewhere,
                        virtualService("own", "b.test", TO_A));

        assertThat(scenario.hosts).isEmpty();
        scenario.apply(
                virtualService("own", "a.test", TO_A), elsewhere.replace("a.test", "b.test"));
        assertThat(scenario.hosts).containsOnlyKeys("http.80 a.test", "http.80 b.test");
    }

    @Test
    void exportToHidesAVirtualServiceFromTheGateway() {
        String hidden =
                virtualService("v", "a.test", TO_A)
                        .replace("  hosts:", "  exportTo: ['.']\n  hosts:");
        Scenario scenario = new Scenario(GATEWAY, A, hidden);

        assertThat(scenario.hosts).isEmpty();
        scenario.apply(hidden.replace("['.']", "[istio-system]"));
        assertThat(scenario.hosts).containsOnlyKeys("http.80 a.test");
    }

    @Test
    void httpsRedirectNeedsNoVirtualService() {
        Scenario scenario =
                new Scenario(
                        GATEWAY.replace(
                                "hosts: ['*']", "hosts: ['./a.test'], tls: {httpsRedirect: true}"));

        assertThat(scenario.host("http.80 a.test").httpsOnly()).isTrue();
    }

    @Test
    void aDestinationThatIsNotThereIsToldAndStillRouted() {
        Scenario scenario =
                new Scenario(
                        GATEWAY,
                        B,
                        virtualService(
                                "v",
                                "a.test",
                                "{match: [{uri: {exact: /1}}], route: [{destination: {host: nowhere}}]},"
                                        + "{match: [{uri: {exact: /2}}], route: [{destination: {host: b}}]},"
                                        + "{match: [{uri: {exact: /3}}], route: [{destination: {host: b, port: {number: 1}}}]}"));

        assertThat(scenario.findings())
                .containsExactly(
                        "GH0303 spec.http[0].route[0].destination.host",
                        "GH0304 spec.http[1].route[0].destination.port",
                        "GH0304 spec.http[2].route[0].destination.port.number");
        assertThat(scenario.rules("http.80 a.test")).hasSize(3);
        assertThat(scenario.endpoints).isEmpty();

        scenario.apply(service("nowhere", "{name: http, port: 80}"));
        assertThat(scenario.endpoints)
                .containsOnlyKeys("outbound|80||nowhere.default.svc.cluster.local");
    }

    @Test
    void aGatewayThatIsNotThereIsTold() {
        Scenario scenario = new Scenario(A, virtualService("v", "a.test", TO_A));

        assertThat(scenario.findings()).containsExactly("GH0301 spec.gateways[0]");
        scenario.apply(GATEWAY);
        assertThat(scenario.findings()).isEmpty();
    }

    @Test
    void endpointsComeFromSlicesAndWithoutThemFromPods() {
        String pod =
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: a-1, namespace: default, labels: {app: a}}
                spec: {containers: []}
                status: {phase: Running, podIP: 10.0.0.1}
                """;
        Scenario scenario = new Scenario(GATEWAY, A, pod, virtualService("v", "a.test", TO_A));
        String upstream = "outbound|80||a.default.svc.cluster.local";
        assertThat(scenario.firstEndpoints(upstream))
                .containsExactly(new UpstreamEndpoint("10.0.0.1", 9080, Readiness.READY, 1));

        scenario.apply(
                """
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: a-x, namespace: default, labels: {kubernetes.io/service-name: a}}
                addressType: IPv4
                ports: [{name: http, port: 9081}]
                endpoints:
                - {addresses: [10.0.0.3], conditions: {ready: false}}
                - {addresses: [10.0.0.2]}
                - {addresses: [10.0.0.4], conditions: {ready: false, terminating: true}}
                """);
        assertThat(scenario.firstEndpoints(upstream))
                .containsExactly(
                        new UpstreamEndpoint("10.0.0.2", 9081, Readiness.READY, 1),
                        new UpstreamEndpoint("10.0.0.3", 9081, Readiness.UNREADY, 1));
    }

    @Test
    void anUpstreamThatNoRouteNamesIsGone() {
        Scenario scenario = new Scenario(GATEWAY, A, virtualService("v", "a.test", TO_A));

        scenario.delete(new ObjectKey(Kind.VIRTUAL_SERVICE, "default", "v"));

        assertThat(scenario.endpoints).isEmpty();
        assertThat(scenario.hosts).isEmpty();
    }
}
