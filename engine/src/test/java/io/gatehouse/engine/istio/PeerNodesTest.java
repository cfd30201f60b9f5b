// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.Scenario;
import io.gatehouse.engine.graph.Output;
import io.gatehouse.routing.EndpointGroup;
import io.gatehouse.routing.Placement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PeerNodesTest {
    private static final String SELF_DISCOVERY =
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: istio, namespace: istio-system}
            data: {mesh: 'defaultConfig: {proxyMetadata: {ISTIO_META_ENABLE_SELF_DISCOVERY: "true"}}'}
            """;

    private static final ProxyGroup GROUP =
            new ProxyGroup(
                    "peers",
                    "istio-system",
                    new TreeMap<>(Map.of("istio", "ingressgateway", "pod-template-hash", "a")),
                    "0.0.0.0",
                    new Placement("eu", "eu-1", ""),
                    "",
                    Optional.empty(),
                    Optional.empty(),
                    true);

    private final Scenario scenario =
            new Scenario(
                    """
                    apiVersion: v1
                    kind: Service
                    metadata: {name: istio-ingressgateway, namespace: istio-system}
                    spec:
                      selector: {istio: ingressgateway}
                      ports: [{name: http2, port: 80}, {name: https, port: 443}]
                    """,
                    pod("here", "eu.eu-1", "a", "10.0.0.1"),
                    pod("there", "eu.eu-2", "a", "10.0.0.2"),
                    pod("abroad", "us.us-1", "a", "10.0.0.3"),
                    pod("canary", "eu.eu-1", "b", "10.0.0.4"));

    private static String pod(String name, String locality, String revision, String address) {
        return """
        apiVersion: v1
        kind: Pod
        metadata:
          name: %s
          namespace: istio-system
          labels: {istio: ingressgateway, istio-locality: %s, pod-template-hash: %s}
        spec: {containers: []}
        status: {podIP: %s, phase: Running}
        """
                .formatted(name, locality, revision, address);
    }

    private List<Output.Change<String, List<EndpointGroup>>> peers() {
        scenario.routing.groups.put(GROUP.name(), GROUP);
        return scenario
                .routing
                .graph
                .output(scenario.routing.peers.told, scenario.routing.peers.peers)
                .changes()
                .stream()
                .filter(change -> change.key().equals(GROUP.name()))
                .toList();
    }

    @Test
    void peersAreThoseOfTheRegionAndOfTheSameRevision() {
        scenario.apply(SELF_DISCOVERY);

        assertThat(peers())
                .singleElement()
                .satisfies(change ->
                        assertThat(change.value().orElseThrow())
                                .extracting(
                                        group -> group.placement().zone(),
                                        group ->
                                                group.endpoints().stream()
                                                        .map(endpoint -> endpoint.address())
                                                        .toList())
                                .containsExactly(
                                        tuple("eu-1", List.of("10.0.0.1")),
                                        tuple("eu-2", List.of("10.0.0.2"))));
    }

    @Test
    void nobodyIsToldWithoutBeingAsked() {
        assertThat(peers()).isEmpty();
    }
}
