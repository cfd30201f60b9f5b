// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.istio.ProxyConfig;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.Scenario;
import io.gatehouse.engine.graph.Output;
import io.gatehouse.routing.PatchOperation;
import io.gatehouse.routing.Placement;
import io.gatehouse.routing.ProxyPatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EnvoyFilterNodesTest {
    private static final ProxyGroup EDGE =
            new ProxyGroup(
                    "edge",
                    "edge",
                    new TreeMap<>(Map.of("gateway.networking.k8s.io/gateway-name", "main")),
                    "0.0.0.0",
                    Placement.UNKNOWN,
                    "",
                    Optional.of(
                            new ProxyConfig(
                                    Optional.empty(),
                                    new TreeMap<>(
                                            Map.of(
                                                    "ISTIO_META_ISTIO_VERSION", "1.30.2",
                                                    "ISTIO_META_TIER", "edge")))),
                    Optional.empty(),
                    true);

    @Test
    void anObjectIsForTheProxiesOfItsNamespaceAndOneOfTheRootNamespaceForAll() {
        Scenario scenario =
                new Scenario(
                                filter("istio-system", "all", ""),
                                filter("edge", "own", ""),
                                filter("default", "elsewhere", ""),
                                filter(
                                        "istio-system",
                                        "selected",
                                        "workloadSelector: {labels: {istio: ingressgateway}}"))
                        .group(EDGE);

        assertThat(origins(scenario, "ingress"))
                .containsExactly("istio-system/all", "istio-system/selected");
        assertThat(origins(scenario, "edge")).containsExactly("istio-system/all", "edge/own");
    }

    @Test
    void aTargetIsTheGatewayOfAWorkloadInTheSameNamespace() {
        String target = "targetRefs: [{group: gateway.networking.k8s.io, kind: %s, name: %s}]";
        Scenario scenario =
                new Scenario(
                                filter("edge", "main", target.formatted("Gateway", "main")),
                                filter("edge", "other", target.formatted("Gateway", "other")),
                                filter("edge", "route", target.formatted("HTTPRoute", "main")),
                                filter("istio-system", "far", target.formatted("Gateway", "main")))
                        .group(EDGE);

        assertThat(origins(scenario, "edge")).containsExactly("edge/main");
        assertThat(origins(scenario, "ingress")).isEmpty();
    }

    @Test
    void aPatchMayAskForTheProxysVersionAndMetadata() {
        Scenario scenario =
                new Scenario(
                                proxy("a-any", "{}"),
                                proxy("b-new", "{proxyVersion: '^1\\.31'}"),
                                proxy("c-old", "{proxyVersion: '1.30'}"),
                                proxy("d-edge", "{metadata: {TIER: edge}}"),
                                proxy("e-version", "{metadata: {ISTIO_VERSION: 1.30.2}}"),
                                proxy("f-other", "{metadata: {TIER: core}}"))
                        .group(EDGE);

        assertThat(origins(scenario, "ingress"))
                .containsExactly("istio-system/a-any", "istio-system/b-new");
        assertThat(origins(scenario, "edge"))
                .containsExactly(
                        "istio-system/a-any",
                        "istio-system/c-old",
                        "istio-system/d-edge",
                        "istio-system/e-version");
    }

    @Test
    void priorityThenTheRootNamespaceThenAgeThenNameIsTheOrder() {
        Scenario scenario =
                new Scenario(
                                filter("edge", "a", ""),
                                filter("istio-system", "b", ""),
                                filter("edge", "c", "priority: -1"),
                                filter("istio-system", "d", "priority: 1"),
                                filter("edge", "e", "")
                                        .replace(
                                                "namespace: edge",
                                                "namespace: edge, creationTimestamp: 2026-01-01T00:00:00Z"))
                        .group(EDGE);

        assertThat(origins(scenario, "edge"))
                .containsExactly("edge/c", "istio-system/b", "edge/a", "edge/e", "istio-system/d");
    }

    @Test
    void whatHasNoOrderIsAddedAndWhatDoesNothingIsPassedOver() {
        Scenario scenario =
                new Scenario(
                        """
                        apiVersion: networking.istio.io/v1alpha3
                        kind: EnvoyFilter
                        metadata: {name: f, namespace: istio-system}
                        spec:
                          configPatches:
                          - {applyTo: CLUSTER, patch: {operation: INSERT_FIRST, value: {name: a}}}
                          - {applyTo: HTTP_ROUTE, patch: {operation: INSERT_FIRST, value: {name: a}}}
                          - {applyTo: CLUSTER, patch: {operation: REPLACE, value: {name: a}}}
                          - {applyTo: HTTP_FILTER, patch: {operation: REMOVE}}
                          - {applyTo: BOOTSTRAP, patch: {operation: MERGE, value: {}}}
                          - {applyTo: CLUSTER, match: {context: SIDECAR_INBOUND}, patch: {operation: REMOVE}}
                        """);

        assertThat(patches(scenario, "ingress"))
                .extracting(ProxyPatch::operation)
                .containsExactly(PatchOperation.ADD, PatchOperation.INSERT_FIRST);
    }

    @Test
    void theUpstreamsThatPatchesNameAreNamed() {
        Scenario scenario =
                new Scenario(
                        """
                        apiVersion: v1
                        kind: Service
                        metadata: {name: auth, namespace: default}
                        spec: {selector: {app: auth}, ports: [{name: grpc, port: 9000}, {name: http, port: 80}]}
                        """,
                        """
                        apiVersion: networking.istio.io/v1alpha3
                        kind: EnvoyFilter
                        metadata: {name: f, namespace: istio-system}
                        spec:
                          configPatches:
                          - applyTo: HTTP_FILTER
                            patch:
                              operation: INSERT_FIRST
                              value: {name: a, x: "call('outbound|9000||auth.default.svc.cluster.local')", y: [{z: outbound|1||none}]}
                        """);

        assertThat(scenario.endpoints)
                .containsOnlyKeys("outbound|9000||auth.default.svc.cluster.local");
    }

    private static List<String> origins(Scenario scenario, String group) {
        return patches(scenario, group).stream().map(patch -> patch.id().origin()).toList();
    }

    private static List<ProxyPatch> patches(Scenario scenario, String group) {
        Output<String, List<ProxyPatch>> output =
                scenario.routing.graph.output(
                        scenario.routing.groups,
                        scenario.routing.graph.derivation(
                                "test patches",
                                (e, name) ->
                                        e.get(scenario.routing.envoyFilters.patchesOfGroup, name)));
        return output.value(group).orElseThrow();
    }

    private static String filter(String namespace, String name, String more) {
        return """
        apiVersion: networking.istio.io/v1alpha3
        kind: EnvoyFilter
        metadata: {name: %s, namespace: %s}
        spec:
          %s
          configPatches:
          - {applyTo: CLUSTER, patch: {operation: REMOVE}}
        """
                .formatted(name, namespace, more);
    }

    private static String proxy(String name, String proxy) {
        return filter("istio-system", name, "")
                .replace(
                        "applyTo: CLUSTER",
                        "applyTo: CLUSTER, match: {proxy: %s}".formatted(proxy));
    }
}
