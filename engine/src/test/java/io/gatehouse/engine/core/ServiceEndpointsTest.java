// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceEndpointsTest {
    private static final String UPSTREAM = "outbound|80||s.default.svc.cluster.local";
    private static final String SERVICE =
            """
            apiVersion: v1
            kind: Service
            metadata: {name: s, namespace: default}
            spec: {selector: {app: s}, ports: [{name: http, port: 80, targetPort: web}]}
            """;

    private static RegistryScenario scenario(String... documents) {
        return new RegistryScenario(List.of("{host: s}"), documents);
    }

    private static String slice(String name, String endpoints) {
        return """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: %s, namespace: default, labels: {kubernetes.io/service-name: s}}
        addressType: IPv4
        ports: [{name: http, port: 9080}]
        endpoints: [%s]
        """
                .formatted(name, endpoints);
    }

    private static String pod(String name, String more) {
        return """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, namespace: default, labels: {app: s%s}}
        spec: {nodeName: n1, containers: [{name: c, image: i, ports: [{name: web, containerPort: 7070}]}]}
        status: {phase: Running, podIP: 10.0.0.9}
        """
                .formatted(name, more);
    }

    private static String node(String labels) {
        return """
        apiVersion: v1
        kind: Node
        metadata: {name: n1, labels: {%s}}
        """
                .formatted(labels);
    }

    @Test
    void conditionsSayWhoGetsRequests() {
        RegistryScenario scenario =
                scenario(
                        SERVICE,
                        slice(
                                "s-1",
                                """
                                {addresses: [10.0.0.1]},
                                {addresses: [10.0.0.2], conditions: {ready: false}},
                                {addresses: [10.0.0.3], conditions: {ready: false, serving: true, terminating: true}},
                                {addresses: [10.0.0.4], conditions: {ready: true, terminating: true}}\
                                """));
        assertThat(scenario.endpoints(UPSTREAM))
                .containsExactly("10.0.0.1:9080", "10.0.0.2:9080 unready", "10.0.0.4:9080");

        scenario.apply(
                SERVICE.replace(
                        "namespace: default",
                        "namespace: default, labels: {istio.io/persistent-session: id}"));
        assertThat(scenario.endpoints(UPSTREAM)).contains("10.0.0.3:9080 draining");
    }

    @Test
    void ofTwoSlicesWithOneEndpointTheReadyOneCounts() {
        RegistryScenario scenario =
                scenario(
                        SERVICE,
                        slice("s-1", "{addresses: [10.0.0.1], conditions: {ready: false}}"),
                        slice("s-2", "{addresses: [10.0.0.1]}, {addresses: [10.0.0.2]}"));

        assertThat(scenario.endpoints(UPSTREAM)).containsExactly("10.0.0.1:9080", "10.0.0.2:9080");
    }

    @Test
    void theNodeSaysWhereAnEndpointIs() {
        String endpoint = "{addresses: [10.0.0.9], zone: slice-zone, nodeName: n1}";
        RegistryScenario scenario = scenario(SERVICE, slice("s-1", endpoint));
        assertThat(scenario.endpoints(UPSTREAM)).containsExactly("10.0.0.9:9080 in /slice-zone/");

        String labels =
                "topology.kubernetes.io/region: r, topology.kubernetes.io/zone: z, topology.istio.io/subzone: s";
        scenario.apply(node(labels));
        assertThat(scenario.endpoints(UPSTREAM)).containsExactly("10.0.0.9:9080 in r/z/s");

        scenario.apply(pod("p", ", istio-locality: a.b.c"));
        assertThat(scenario.endpoints(UPSTREAM)).containsExactly("10.0.0.9:9080 in a/b/c");
    }

    @Test
    void aPodIsFoundByItsAddressWhereNothingRefersToIt() {
        RegistryScenario scenario =
                scenario(
                        SERVICE,
                        slice("s-1", "{addresses: [10.0.0.9]}"),
                        pod("p", ", istio.io/draining: 'yes'"));
        assertThat(scenario.endpoints(UPSTREAM)).containsExactly("10.0.0.9:9080 draining");

        scenario.apply(
                pod("p", ", istio.io/draining: 'yes'")
                        .replace("phase: Running", "phase: Succeeded"));
        assertThat(scenario.endpoints(UPSTREAM)).containsExactly("10.0.0.9:9080");
    }

    @Test
    void podsAnswerWhereNoSliceIsWrittenAndUnreadyOnesIfPublished() {
        String unready =
                pod("p", "")
                        .replace(
                                "podIP: 10.0.0.9",
                                "podIP: 10.0.0.9, conditions: [{type: Ready, status: 'False'}]");
        RegistryScenario scenario = scenario(SERVICE, unready);
        assertThat(scenario.endpoints(UPSTREAM)).containsExactly("10.0.0.9:7070 unready");

        scenario.apply(SERVICE.replace("spec: {", "spec: {publishNotReadyAddresses: true, "));
        assertThat(scenario.endpoints(UPSTREAM)).containsExactly("10.0.0.9:7070");
    }

    @Test
    void workloadEntriesJoinThePods() {
        String workload =
                """
                apiVersion: networking.istio.io/v1
                kind: WorkloadEntry
                metadata: {name: vm, namespace: default}
                spec: {address: 10.0.0.5, labels: {app: s}, ports: {%s: 8080}}
                """;
        RegistryScenario scenario =
                scenario(
                        SERVICE,
                        slice("s-1", "{addresses: [10.0.0.1]}"),
                        workload.formatted("http"));
        assertThat(scenario.endpoints(UPSTREAM)).containsExactly("10.0.0.1:9080", "10.0.0.5:8080");

        scenario.apply(workload.formatted("web"));
        assertThat(scenario.endpoints(UPSTREAM)).containsExactly("10.0.0.1:9080", "10.0.0.5:8080");
        assertThat(scenario.scenario.findings()).isEmpty();

        scenario.apply(workload.formatted("other"));
        assertThat(scenario.endpoints(UPSTREAM)).containsExactly("10.0.0.1:9080");
        assertThat(scenario.scenario.findings()).containsExactly("GH0704 spec.ports");

        scenario.apply(workload.formatted("http").replace("10.0.0.5", "vm.test"));
        assertThat(scenario.endpoints(UPSTREAM)).containsExactly("10.0.0.1:9080");
        assertThat(scenario.scenario.findings()).containsExactly("GH0704 spec.address");
    }

    @Test
    void udpPortsAreNoDestinations() {
        RegistryScenario scenario =
                scenario(
                        SERVICE.replace(
                                "ports: [", "ports: [{name: quic, port: 80, protocol: UDP}, "),
                        slice("s-1", "{addresses: [10.0.0.1]}"));

        assertThat(scenario.endpoints(UPSTREAM)).containsExactly("10.0.0.1:9080");
    }

    @Test
    void anExportedServiceIsForOthersOnly() {
        RegistryScenario scenario =
                scenario(
                        SERVICE.replace(
                                "namespace: default",
                                "namespace: default, annotations: {networking.istio.io/exportTo: '., team'}"));

        assertThat(scenario.upstreams()).isEmpty();
        assertThat(scenario.scenario.message("GH0303"))
                .contains(
                        "Service default/s has that host, but its exportTo [., team] leaves out istio-system");
    }

    @Test
    void aHalfQualifiedNameIsTold() {
        RegistryScenario scenario = new RegistryScenario(List.of("{host: s.default}"), SERVICE);

        assertThat(scenario.upstreams()).isEmpty();
        assertThat(scenario.scenario.message("GH0303"))
                .contains("write s.default.svc.cluster.local");
    }
}
