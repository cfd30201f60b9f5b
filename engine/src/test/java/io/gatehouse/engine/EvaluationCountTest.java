// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A change costs what it touches: the number of evaluations does not depend on how many hosts
/// there are.
class EvaluationCountTest {
    private static final int HOSTS = 500;

    private final Scenario scenario =
            new Scenario(
                    """
                    apiVersion: networking.istio.io/v1
                    kind: Gateway
                    metadata: {name: gw, namespace: default}
                    spec:
                      selector: {istio: ingressgateway}
                      servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}]
                    """);

    EvaluationCountTest() {
        scenario.apply(
                IntStream.range(0, HOSTS)
                        .boxed()
                        .flatMap(i ->
                                Stream.of(
                                        service(i), slice(i, "127.0.0.1"), virtualService(i, "/a")))
                        .toArray(String[]::new));
    }

    private static String service(int i) {
        return """
        apiVersion: v1
        kind: Service
        metadata: {name: s%d, namespace: default}
        spec: {ports: [{name: http, port: 80}]}
        """
                .formatted(i);
    }

    private static String slice(int i, String address) {
        return """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: s%d, namespace: default, labels: {kubernetes.io/service-name: s%d}}
        addressType: IPv4
        ports: [{name: http, port: 80}]
        endpoints: [{addresses: [%s]}]
        """
                .formatted(i, i, address);
    }

    private static String virtualService(int i, String path) {
        return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: v%d, namespace: default}
        spec:
          hosts: [h%d.test]
          gateways: [gw]
          http: [{match: [{uri: {prefix: %s}}], route: [{destination: {host: s%d}}]}]
        """
                .formatted(i, i, path, i);
    }

    private String counts() {
        RoutingGraph routing = scenario.routing;
        return "endpoints=%d backends=%d upstream=%d host=%d"
                .formatted(
                        routing.services.endpoints.runs(),
                        routing.services.backend.runs(),
                        routing.upstreams.upstream.runs(),
                        routing.routes.hostRoutes.runs());
    }

    @Test
    void anEndpointFlipDerivesOneSetOfEndpoints() {
        long endpoints = scenario.routing.services.endpoints.runs();
        String others = counts().replace("endpoints=" + endpoints, "");

        scenario.apply(slice(7, "127.0.0.2"));

        assertThat(scenario.routing.services.endpoints.runs()).isEqualTo(endpoints + 1);
        assertThat(counts().replace("endpoints=" + (endpoints + 1), "")).isEqualTo(others);
        assertThat(
                        scenario.firstEndpoints("outbound|80||s7.default.svc.cluster.local")
                                .getFirst()
                                .address())
                .isEqualTo("127.0.0.2");
    }

    @Test
    void aChangedVirtualServiceDerivesOneHost() {
        long hosts = scenario.routing.routes.hostRoutes.runs();
        long endpoints = scenario.routing.services.endpoints.runs();

        scenario.apply(virtualService(7, "/b"));

        assertThat(scenario.routing.routes.hostRoutes.runs()).isEqualTo(hosts + 1);
        assertThat(scenario.routing.services.endpoints.runs()).isEqualTo(endpoints);
    }

    @Test
    void anotherHostsServiceTouchesNoHost() {
        long hosts = scenario.routing.routes.hostRoutes.runs();

        scenario.apply(service(HOSTS + 1));

        assertThat(scenario.routing.routes.hostRoutes.runs()).isEqualTo(hosts);
    }

    @Test
    void aWorkloadEntryTouchesOnlyWhoSelectsIt() {
        scenario.apply(
                IntStream.range(0, 50)
                        .boxed()
                        .flatMap(i -> Stream.of(serviceEntry(i), workloadEntry(i, "127.0.0.1")))
                        .toArray(String[]::new));
        long endpoints = scenario.routing.services.endpoints.runs();

        scenario.apply(workloadEntry(7, "127.0.0.2"));

        assertThat(scenario.routing.services.endpoints.runs()).isEqualTo(endpoints + 1);
        assertThat(scenario.firstEndpoints("outbound|80||e7.test").getFirst().address())
                .isEqualTo("127.0.0.2");

        scenario.apply(workloadEntry(99, "127.0.0.3"));

        assertThat(scenario.routing.services.endpoints.runs()).isEqualTo(endpoints + 1);
    }

    @Test
    void aNodeTouchesOnlyItsEndpointsAndOnlyIfItMoves() {
        scenario.apply(
                node("n1", "z1", 1), slice(7, "127.0.0.1").replace("]}]", "], nodeName: n1}]"));
        long endpoints = scenario.routing.services.endpoints.runs();

        scenario.apply(node("n1", "z2", 1));
        assertThat(scenario.routing.services.endpoints.runs()).isEqualTo(endpoints + 1);

        scenario.apply(node("n1", "z2", 2), node("other", "z1", 1));
        assertThat(scenario.routing.services.endpoints.runs()).isEqualTo(endpoints + 1);
    }

    private static String serviceEntry(int i) {
        return """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: e%d, namespace: default}
        spec:
          hosts: [e%d.test]
          ports: [{number: 80, name: http, protocol: HTTP}]
          resolution: STATIC
          workloadSelector: {labels: {app: e%d}}
        ---
        """
                        .formatted(i, i, i)
                + virtualService(i + HOSTS, "/a")
                        .replace("host: s" + (i + HOSTS), "host: e" + i + ".test");
    }

    private static String workloadEntry(int i, String address) {
        return """
        apiVersion: networking.istio.io/v1
        kind: WorkloadEntry
        metadata: {name: e%d, namespace: default}
        spec: {address: %s, labels: {app: e%d}}
        """
                .formatted(i, address, i);
    }

    private static String node(String name, String zone, int other) {
        return """
        apiVersion: v1
        kind: Node
        metadata: {name: %s, labels: {topology.kubernetes.io/zone: %s, other: "%d"}}
        """
                .formatted(name, zone, other);
    }
}
