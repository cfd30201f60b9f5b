// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.Scenario;
import io.gatehouse.routing.RequestRates;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Which policy decides. A policy is told by the requests that it allows.
class HttpPolicyNodesTest {
    private static final String HOST = "http.80 shop.test";

    private static final String CONFIG =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: gw, namespace: default}
            spec:
              selector: {istio: ingressgateway}
              servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: shop, namespace: default}
            spec:
              hosts: [shop.test]
              gateways: [gw]
              http:
              - name: mine
                match: [{uri: {prefix: /mine}}]
                directResponse: {status: 200}
              - match: [{uri: {prefix: /delegated}}]
                delegate: {name: delegate}
              - directResponse: {status: 200}
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: delegate, namespace: default}
            spec:
              http:
              - name: theirs
                directResponse: {status: 200}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: istio-ingressgateway, namespace: istio-system}
            spec: {selector: {istio: ingressgateway}, ports: [{name: http, port: 80}]}
            """;

    private final Scenario scenario = new Scenario(CONFIG);

    private void policy(String name, String namespace, String attachment, int requests) {
        policy(
                name,
                namespace,
                attachment,
                "localRateLimit: {limits: [{requests: %d}]}".formatted(requests));
    }

    private void policy(String name, String namespace, String attachment, String features) {
        scenario.apply(
                """
                apiVersion: gatehouse.io/v1alpha1
                kind: HttpPolicy
                metadata: {%s, namespace: %s}
                spec: {%s%s}
                """
                        .formatted(name, namespace, attachment, features));
    }

    /// What the rules are allowed, in their order; 0 for as much as they like.
    private List<Integer> allowed() {
        return scenario.rules(HOST).stream()
                .map(rule ->
                        rule.feature(RequestRates.class)
                                .map(rates -> rates.rates().getFirst().requests())
                                .orElse(0))
                .toList();
    }

    @Test
    void theMoreSpecificPolicyDecides() {
        policy("name: a", "istio-system", "", 1);
        assertThat(allowed()).containsExactly(1, 1, 1);

        policy(
                "name: b",
                "istio-system",
                "selector: {matchLabels: {app: istio-ingressgateway}}, ",
                2);
        assertThat(allowed()).containsExactly(2, 2, 2);

        policy("name: c", "default", "targetRefs: [{kind: Gateway, name: gw}], ", 3);
        assertThat(allowed()).containsExactly(3, 3, 3);

        policy("name: d", "default", "targetRefs: [{kind: VirtualService, name: shop}], ", 4);
        assertThat(allowed()).containsExactly(4, 4, 4);

        policy("name: e", "default", "targetRefs: [{kind: VirtualService, name: delegate}], ", 5);
        assertThat(allowed()).containsExactly(4, 5, 4);

        policy(
                "name: f",
                "default",
                "targetRefs: [{kind: VirtualService, name: shop, sectionName: mine},"
                        + " {kind: VirtualService, name: delegate, sectionName: theirs}], ",
                6);
        assertThat(allowed()).containsExactly(6, 6, 4);
        assertThat(scenario.findings()).isEmpty();
    }

    @Test
    void aFeatureCanBeDisabledForSome() {
        policy("name: a", "istio-system", "", 1);
        policy(
                "name: b",
                "default",
                "targetRefs: [{kind: VirtualService, name: shop, sectionName: mine}], ",
                "disabled: [localRateLimit]");

        assertThat(allowed()).containsExactly(0, 1, 1);
        assertThat(scenario.host(HOST).commonFeatures()).isEmpty();
    }

    @Test
    void whatAllRulesAskForIsAskedForByTheHost() {
        policy("name: a", "istio-system", "", 1);

        assertThat(scenario.host(HOST).commonFeatures())
                .singleElement()
                .isEqualTo(scenario.rules(HOST).getFirst().policyFeatures().getFirst());
    }

    @Test
    void ofEqualsTheOlderDecidesAndTheOtherIsTold() {
        String target = "targetRefs: [{kind: VirtualService, name: shop}], ";
        policy("name: a, creationTimestamp: '2026-02-01T00:00:00Z'", "default", target, 1);
        policy("name: b, creationTimestamp: '2026-01-01T00:00:00Z'", "default", target, 2);

        assertThat(allowed()).containsExactly(2, 2, 2);
        assertThat(scenario.findings()).containsExactly("GH1202 spec.localRateLimit");
        assertThat(scenario.message("GH1202")).contains("default/b");

        scenario.delete(new ObjectKey(Kind.HTTP_POLICY, "default", "b"));
        assertThat(allowed()).containsExactly(1, 1, 1);
        assertThat(scenario.findings()).isEmpty();
    }

    @Test
    void aPolicyOfTheWorkloadsNamespaceComesBeforeThoseOfTheRootNamespace() {
        scenario.apply(
                        CONFIG.replace("istio: ingressgateway", "app: edge")
                                .replace("namespace: istio-system", "namespace: edge"))
                .group(
                        new ProxyGroup(
                                "edge", "edge", new TreeMap<>(Map.of("app", "edge")), "0.0.0.0"));
        policy("name: a", "istio-system", "selector: {matchLabels: {app: edge}}, ", 1);
        assertThat(allowed()).containsExactly(1, 1, 1);

        policy("name: b", "edge", "", 2);
        assertThat(allowed()).containsExactly(2, 2, 2);
        assertThat(scenario.findings()).isEmpty();
    }

    @Test
    void whatIsForNothingIsTold() {
        policy("name: a", "default", "", 1);
        policy("name: b", "istio-system", "selector: {matchLabels: {app: other}}, ", 1);
        policy(
                "name: c",
                "default",
                "targetRefs: [{kind: Gateway, name: gone}, {kind: VirtualService, name: gone},"
                        + " {kind: VirtualService, name: shop, sectionName: gone}], ",
                1);

        assertThat(allowed()).containsExactly(0, 0, 0);
        assertThat(scenario.findings())
                .containsExactlyInAnyOrder(
                        "GH0801 spec.selector",
                        "GH0801 spec.selector",
                        "GH1201 spec.targetRefs[0]",
                        "GH1201 spec.targetRefs[1]",
                        "GH1201 spec.targetRefs[2]");
        assertThat(scenario.message("GH1201")).contains("found: mine");
    }
}
