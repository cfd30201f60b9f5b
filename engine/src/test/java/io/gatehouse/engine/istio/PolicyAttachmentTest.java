// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.GroupPolicy;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.RoutingGraph;
import io.gatehouse.engine.Scenario;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.engine.graph.Output;
import io.gatehouse.routing.AccessRules;
import io.gatehouse.routing.CheckSelection;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.ExternalCheck;
import io.gatehouse.routing.PolicyStage;
import io.gatehouse.routing.ServerChain;
import io.gatehouse.routing.StagePolicy;
import io.gatehouse.routing.TokenIssuer;
import io.gatehouse.routing.TokenVerification;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Which policies hold for which gateways, told by the issuers whose tokens they look at.
class PolicyAttachmentTest {
    private static final ProxyGroup OTHER =
            new ProxyGroup(
                    "other",
                    "team",
                    new TreeMap<>(Map.of("app", "edge", PolicyMatch.GATEWAY_LABEL, "web")),
                    "0.0.0.0");

    private final Scenario scenario = new Scenario().group(OTHER);
    private final Output<GroupPolicy, StagePolicy> output = output(scenario.routing);
    private final Map<String, List<String>> issuers = new TreeMap<>();

    private static Output<GroupPolicy, StagePolicy> output(RoutingGraph routing) {
        Index<String, GroupPolicy> policies =
                routing.graph.index(
                        "policies of group",
                        routing.groups,
                        (e, name) ->
                                routing
                                        .policies
                                        .stages(e, e.read(routing.groups, name).orElseThrow())
                                        .stream()
                                        .map(stage -> new GroupPolicy(name, stage))
                                        .collect(Collectors.toSet()));
        return routing.graph.output(policies, routing.policies.policy);
    }

    private static String policy(String namespace, String issuer, String spec) {
        return """
        apiVersion: security.istio.io/v1
        kind: RequestAuthentication
        metadata: {name: %s, namespace: %s}
        spec:
          jwtRules: [{issuer: %s}]
          %s
        """
                .formatted(issuer, namespace, issuer, spec);
    }

    private Map<String, List<String>> issuers() {
        output.changes()
                .forEach(change ->
                        change.value()
                                .ifPresentOrElse(
                                        policy -> issuers.put(change.key().group(), of(policy)),
                                        () -> issuers.remove(change.key().group())));
        return issuers;
    }

    private static List<String> of(StagePolicy policy) {
        return switch (policy) {
            case TokenVerification tokens ->
                    tokens.issuers().stream().map(TokenIssuer::issuer).toList();
            case AccessRules _, CheckSelection _, ExternalCheck _ -> List.of();
        };
    }

    @Test
    void thoseOfTheRootNamespaceAreForAllAndOthersForTheirOwnNamespace() {
        scenario.apply(
                policy("istio-system", "root", ""),
                policy("team", "own", ""),
                policy("default", "third", ""));

        assertThat(issuers())
                .isEqualTo(Map.of("ingress", List.of("root"), "other", List.of("own", "root")));
        assertThat(scenario.findings()).containsExactly("GH0801 spec.selector");
    }

    @Test
    void aSelectorChoosesByAllOfItsLabels() {
        scenario.apply(
                policy("istio-system", "a", "selector: {matchLabels: {app: edge}}"),
                policy("istio-system", "b", "selector: {matchLabels: {app: edge, more: x}}"));

        assertThat(issuers()).isEqualTo(Map.of("other", List.of("a")));
        assertThat(scenario.message("GH0801")).contains("{app=edge, more=x}");
    }

    @Test
    void aTargetIsTheGatewayThatTheWorkloadWasMadeForInThePolicysNamespace() {
        String target =
                "targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: web}]";
        scenario.apply(
                policy("team", "own", target),
                policy("istio-system", "root", target),
                policy(
                        "team",
                        "old",
                        target.replace("targetRefs: [", "targetRef: ").replace("]", "")),
                policy("team", "service", "targetRefs: [{kind: Service, name: web}]"));

        assertThat(issuers()).isEqualTo(Map.of("other", List.of("old", "own")));
        assertThat(scenario.findings())
                .containsExactly("GH0801 spec.targetRefs", "GH0801 spec.targetRefs");
    }

    @Test
    void theRootNamespaceIsTheMeshs() {
        scenario.apply(policy("istio-system", "a", ""), policy("config", "b", ""));
        assertThat(issuers()).isEqualTo(Map.of("ingress", List.of("a"), "other", List.of("a")));

        scenario.apply(
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: istio, namespace: istio-system}
                data: {mesh: 'rootNamespace: config'}
                """);
        assertThat(issuers())
                .isEqualTo(Map.of("ingress", List.of("a", "b"), "other", List.of("b")));
    }

    @Test
    void aPolicyThatGoesTakesItsStageAlong() {
        scenario.apply(policy("team", "a", ""));
        assertThat(issuers()).containsOnlyKeys("other");

        scenario.delete(new ObjectKey(Kind.REQUEST_AUTHENTICATION, "team", "a"));
        assertThat(issuers()).isEmpty();
    }

    /// Chains know only that there is one.
    @Test
    void aChangeOfAPolicyTouchesItsGroupAndNoChain() {
        scenario.apply(policy("istio-system", "root", ""), policy("team", "a", ""));
        issuers();
        long chains = scenario.routing.ports.serverPort.runs();
        long policies = scenario.routing.policies.policy.runs();

        scenario.apply(policy("team", "a", "selector: {matchLabels: {app: edge}}"));
        issuers();
        scenario.apply(policy("team", "b", ""));

        assertThat(issuers().get("other")).containsExactly("a", "b", "root");
        assertThat(scenario.routing.ports.serverPort.runs()).isEqualTo(chains);
        assertThat(scenario.routing.policies.policy.runs() - policies).isLessThanOrEqualTo(2);
    }

    @Test
    void chainsOfHttpNameTheStage() {
        scenario.apply(
                Servers.gateway("gw", Servers.http(80, "*")),
                policy("istio-system", "a", "selector: {matchLabels: {istio: ingressgateway}}"));

        assertThat(scenario.port("0.0.0.0_80").chains())
                .map(ServerChain::handling)
                .allSatisfy(handling ->
                        assertThat(((HttpRequests) handling).stages())
                                .containsExactly(PolicyStage.TOKENS));
    }
}
