// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.routing.AddressFamily;
import io.gatehouse.routing.Discovery;
import io.gatehouse.routing.HeaderCondition;
import io.gatehouse.routing.NameLookup;
import io.gatehouse.routing.RequestedHost;
import io.gatehouse.routing.RouteRule;
import io.gatehouse.routing.RouteTarget;
import io.gatehouse.routing.ValueMatch;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ServiceEntryTest {
    private static final String UPSTREAM = "outbound|80||ext.test";
    private static final NameLookup LOOKUP =
            new NameLookup(NameLookup.DEFAULT_REFRESH, AddressFamily.IPV4);

    private static RegistryScenario extTest(String... documents) {
        return new RegistryScenario(List.of("{host: ext.test, port: {number: 80}}"), documents);
    }

    private static String entry(String namespaceAndName, String spec) {
        String[] parts = namespaceAndName.split("/", 2);
        return """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: %s, namespace: %s}
        spec: {hosts: [ext.test], ports: [{number: 80, name: http, protocol: HTTP, targetPort: 9080}], %s}
        """
                .formatted(parts[1], parts[0], spec);
    }

    private static String workload(String name, String spec) {
        return """
        apiVersion: networking.istio.io/v1
        kind: WorkloadEntry
        metadata: {name: %s, namespace: default}
        spec: {%s}
        """
                .formatted(name, spec);
    }

    @Test
    void staticEndpointsHaveTheirPortsWeightsAndPlaces() {
        RegistryScenario scenario =
                extTest(
                        entry(
                                "default/e",
                                """
                                resolution: STATIC, endpoints: [
                                  {address: 10.0.0.1, ports: {http: 8080}, weight: 3, locality: r/z/s},
                                  {address: 10.0.0.2, labels: {istio-locality: r.z}},
                                  {address: unix:///run/app.sock}]\
                                """));

        assertThat(scenario.endpoints(UPSTREAM))
                .containsExactly(
                        "unix:///run/app.sock:0",
                        "10.0.0.2:9080 in r/z/",
                        "10.0.0.1:8080 x3 in r/z/s");
    }

    @Test
    void dnsLooksUpItsEndpointsOrItsHost() {
        assertThat(extTest(entry("default/e", "resolution: DNS")).endpoints(UPSTREAM))
                .containsExactly("ext.test:9080");

        RegistryScenario scenario =
                extTest(
                        entry(
                                "default/e",
                                "resolution: DNS, endpoints: [{address: a.test}, {address: 10.0.0.1}]"));

        assertThat(scenario.endpoints(UPSTREAM)).containsExactly("10.0.0.1:9080", "a.test:9080");
        assertThat(scenario.discovery(UPSTREAM))
                .isInstanceOfSatisfying(
                        Discovery.EachAddress.class,
                        each -> assertThat(each.lookup()).isEqualTo(LOOKUP));
    }

    @Test
    void roundRobinIsOneName() {
        RegistryScenario scenario = extTest(entry("default/e", "resolution: DNS_ROUND_ROBIN"));

        assertThat(scenario.discovery(UPSTREAM)).isInstanceOf(Discovery.LatestAddress.class);
        assertThat(scenario.endpoints(UPSTREAM)).containsExactly("ext.test:9080");
    }

    @Test
    void resolutionNoneHasNoEndpoints() {
        RegistryScenario scenario = extTest(entry("default/e", "resolution: NONE"));

        assertThat(scenario.discovery(UPSTREAM)).isInstanceOf(Discovery.Delivered.class);
        assertThat(scenario.endpoints(UPSTREAM)).isEmpty();
    }

    @Test
    void aSelectorTakesWorkloadEntriesAndPodsOfItsNamespace() {
        RegistryScenario scenario =
                extTest(
                        entry(
                                "default/e",
                                "resolution: STATIC, workloadSelector: {labels: {app: vm, tier: web}}"),
                        workload("one", "address: 10.0.0.1, labels: {app: vm, tier: web}"),
                        workload("two", "address: 10.0.0.2, labels: {app: vm}"),
                        """
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: p, namespace: default, labels: {app: vm, tier: web}}
                        spec: {containers: [{name: c, image: i, ports: [{name: http, containerPort: 7070}]}]}
                        status: {phase: Running, podIP: 10.0.0.3}
                        """,
                        """
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: p, namespace: other, labels: {app: vm, tier: web}}
                        spec: {containers: [{name: c, image: i}]}
                        status: {phase: Running, podIP: 10.0.0.4}
                        """);
        assertThat(scenario.endpoints(UPSTREAM)).containsExactly("10.0.0.1:9080", "10.0.0.3:7070");

        scenario.apply(workload("one", "address: 10.0.0.1, labels: {app: vm}"));
        assertThat(scenario.endpoints(UPSTREAM)).containsExactly("10.0.0.3:7070");
        assertThat(scenario.scenario.findings())
                .containsExactly("GH0705 spec.labels", "GH0705 spec.labels");

        scenario.delete(new ObjectKey(Kind.POD, "default", "p"));
        assertThat(scenario.endpoints(UPSTREAM)).isEmpty();
        assertThat(scenario.scenario.findings()).contains("GH0703 spec.workloadSelector");
    }

    @Test
    void entriesOfOneNamespaceAddUpAndTheirPortsToo() {
        RegistryScenario scenario =
                new RegistryScenario(
                        List.of(
                                "{host: ext.test, port: {number: 80}}",
                                "{host: ext.test, port: {number: 81}}"),
                        entry("default/a", "resolution: STATIC, endpoints: [{address: 10.0.0.1}]"),
                        entry("default/b", "resolution: STATIC, endpoints: [{address: 10.0.0.2}]")
                                .replace(
                                        "ports: [",
                                        "ports: [{number: 81, name: more, protocol: HTTP}, "));

        assertThat(scenario.endpoints(UPSTREAM)).containsExactly("10.0.0.1:9080", "10.0.0.2:9080");
        assertThat(scenario.endpoints("outbound|81||ext.test")).containsExactly("10.0.0.2:81");
        assertThat(scenario.scenario.findings()).isEmpty();
    }

    @Test
    void whatAnEarlierEntryOfTheNamespaceSaysHoldsAndTheRestIsTold() {
        RegistryScenario scenario =
                extTest(
                        entry("default/a", "resolution: STATIC, endpoints: [{address: 10.0.0.1}]"),
                        entry(
                                        "default/b",
                                        "resolution: DNS, endpoints: [{address: b.test}], subjectAltNames: [b.test]")
                                .replace(
                                        "ports: [{number: 80, name: http, protocol: HTTP",
                                        "ports: [{number: 81, name: more, protocol: HTTP}, {number: 80, name: http, protocol: HTTP2"));

        assertThat(scenario.endpoints(UPSTREAM)).containsExactly("10.0.0.1:9080");
        assertThat(scenario.scenario.findings())
                .containsExactly(
                        "GH0701 spec.resolution",
                        "GH0701 spec.subjectAltNames",
                        "GH0701 spec.ports[0]",
                        "GH0701 spec.ports[1].protocol",
                        "GH0704 spec.endpoints");
    }

    @Test
    void theOldestNamespaceWinsThenTheFirstByName() {
        String endpointsOf = "resolution: STATIC, endpoints: [{address: 10.0.0.%d}]";
        RegistryScenario scenario =
                extTest(
                        entry("b/a", endpointsOf.formatted(2)),
                        entry("a/z", endpointsOf.formatted(1)));
        assertThat(scenario.endpoints(UPSTREAM)).containsExactly("10.0.0.1:9080");
        assertThat(scenario.scenario.message("GH0701"))
                .isEqualTo(
                        "host ext.test is described by ServiceEntry a/z, which comes first; nothing of this one is used for it");

        scenario.apply(
                entry("a/z", endpointsOf.formatted(1))
                        .replace("name: z,", "name: z, creationTimestamp: 2026-01-02T00:00:00Z,"),
                entry("b/a", endpointsOf.formatted(2))
                        .replace("name: a,", "name: a, creationTimestamp: 2026-01-01T00:00:00Z,"));
        assertThat(scenario.endpoints(UPSTREAM)).containsExactly("10.0.0.2:9080");
    }

    @Test
    void exportToTheGatewaysNamespaceAloneBeatsExportToAll() {
        String endpointsOf =
                "resolution: STATIC, endpoints: [{address: 10.0.0.%d}], exportTo: [%s]";
        RegistryScenario scenario =
                extTest(
                        entry("a/a", endpointsOf.formatted(1, "'*'")),
                        entry("b/b", endpointsOf.formatted(2, "istio-system")),
                        entry("c/c", endpointsOf.formatted(3, ".")),
                        entry("d/d", endpointsOf.formatted(4, "'~'")));
        assertThat(scenario.endpoints(UPSTREAM)).containsExactly("10.0.0.2:9080");

        scenario.apply(entry("istio-system/i", endpointsOf.formatted(5, ".")));
        assertThat(scenario.endpoints(UPSTREAM)).containsExactly("10.0.0.5:9080");
    }

    @Test
    void aHiddenDestinationIsTold() {
        RegistryScenario scenario = extTest(entry("b/b", "resolution: DNS, exportTo: ['.']"));

        assertThat(scenario.upstreams()).isEmpty();
        assertThat(scenario.scenario.message("GH0303"))
                .contains(
                        "ServiceEntry b/b has that host, but its exportTo [.] leaves out istio-system");
    }

    @Test
    void aServiceHasItsHostForItselfButTakesEndpointsOfItsNamespace() {
        String service =
                """
                apiVersion: v1
                kind: Service
                metadata: {name: s, namespace: default}
                spec: {ports: [{name: http, port: 80}], selector: {app: s}}
                """;
        String host = "s.default.svc.cluster.local";
        String endpointsOf =
                "resolution: STATIC, endpoints: [{address: 10.0.0.%d}, {address: name.test}]";
        RegistryScenario scenario =
                new RegistryScenario(
                        List.of("{host: s}"),
                        entry("default/e", endpointsOf.formatted(1)).replace("ext.test", host),
                        entry("other/e", endpointsOf.formatted(2)).replace("ext.test", host));
        assertThat(scenario.endpoints("outbound|80||" + host)).containsExactly("10.0.0.1:9080");

        scenario.apply(service);
        assertThat(scenario.endpoints("outbound|80||" + host)).containsExactly("10.0.0.1:9080");
        assertThat(scenario.scenario.findings())
                .containsExactly("GH0702 spec.hosts[0]", "GH0701 spec.hosts[0]");
    }

    @Test
    void aWildcardIsADestinationOnlyUnderThatName() {
        RegistryScenario scenario =
                new RegistryScenario(
                        List.of(
                                "{host: '*.ext.test', port: {number: 80}}",
                                "{host: www.ext.test, port: {number: 80}}"),
                        entry("default/e", "resolution: STATIC, endpoints: [{address: 10.0.0.1}]")
                                .replace("[ext.test]", "['*.ext.test']"));

        assertThat(scenario.upstreams()).containsExactly("outbound|80||*.ext.test");
        assertThat(scenario.scenario.message("GH0303"))
                .contains(
                        "a ServiceEntry has *.ext.test, which is a destination only under that name");
    }

    @Test
    void dynamicDnsTakesOnlyRequestsForHostsUnderItsWildcard() {
        RegistryScenario scenario =
                new RegistryScenario(
                        List.of("{host: '*.ext.test', port: {number: 80}}"),
                        entry("default/e", "resolution: DYNAMIC_DNS")
                                .replace("[ext.test]", "['*.ext.test']"));

        assertThat(scenario.discovery("outbound|80||*.ext.test"))
                .isEqualTo(new Discovery.OfRequest(LOOKUP));
        RouteRule rule = scenario.scenario.rules("http.80 app.test").getFirst();
        assertThat(requested(rule)).contains(new RequestedHost(Optional.empty(), 9080));
        HeaderCondition guard = rule.match().headers().getFirst();
        assertThat(guard.name()).isEqualTo(":authority");
        Pattern pattern = Pattern.compile(((ValueMatch.Regex) guard.value()).pattern());
        assertThat(List.of("a.ext.test", "A.b.EXT.test:8080"))
                .allMatch(host -> pattern.matcher(host).matches());
        assertThat(
                        List.of(
                                "ext.test",
                                ".ext.test",
                                "aextxtest",
                                "a.ext.test.evil",
                                "10.0.0.1",
                                "a.ext.test@b:80"))
                .filteredOn(host -> pattern.matcher(host).matches())
                .isEmpty();
    }

    @Test
    void aRewrittenHostUnderTheWildcardIsWhereRequestsGo() {
        RegistryScenario scenario =
                new RegistryScenario(
                        List.of("{host: '*.ext.test', port: {number: 80}}"),
                        entry("default/e", "resolution: DYNAMIC_DNS")
                                .replace("[ext.test]", "['*.ext.test']"),
                        """
                        apiVersion: networking.istio.io/v1
                        kind: VirtualService
                        metadata: {name: rewriting, namespace: default}
                        spec:
                          hosts: [rewriting.test]
                          gateways: [gw]
                          http:
                          - rewrite: {authority: WWW.ext.test}
                            route: [{destination: {host: '*.ext.test', port: {number: 80}}}]
                        """);

        RouteRule rule = scenario.scenario.rules("http.80 rewriting.test").getFirst();
        assertThat(rule.match().headers()).isEmpty();
        assertThat(requested(rule)).contains(new RequestedHost(Optional.of("www.ext.test"), 9080));
    }

    private static Optional<RequestedHost> requested(RouteRule rule) {
        return ((RouteTarget.Forward) rule.target()).upstreams().getFirst().requested();
    }
}
