// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.GroupPolicy;
import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.Scenario;
import io.gatehouse.engine.graph.Output;
import io.gatehouse.routing.AccessRule;
import io.gatehouse.routing.AccessRules;
import io.gatehouse.routing.AccessRules.Decision;
import io.gatehouse.routing.CheckSelection;
import io.gatehouse.routing.ExternalCheck;
import io.gatehouse.routing.PolicyStage;
import io.gatehouse.routing.StagePolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What policies come to, stage by stage.
class AccessNodesTest {
    private static final String HTTP_GATEWAY =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: gw, namespace: default}
            spec:
              selector: {istio: ingressgateway}
              servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]
            """;
    private static final String GATEWAY_SERVICE =
            """
            apiVersion: v1
            kind: Service
            metadata: {name: istio-ingressgateway, namespace: istio-system}
            spec: {selector: {istio: ingressgateway}, ports: [{name: http, port: 80, targetPort: 8080}]}
            """;
    private static final String PROVIDERS =
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: istio, namespace: istio-system}
            data: {mesh: "extensionProviders: [{name: one, envoyExtAuthzGrpc: {service: checks.default.svc.cluster.local, port: 80}}]"}
            """;
    private static final String CHECKS =
            """
            apiVersion: v1
            kind: Service
            metadata: {name: checks, namespace: default}
            spec: {ports: [{name: grpc, port: 80}]}
            """;

    private final Scenario scenario = new Scenario(HTTP_GATEWAY, GATEWAY_SERVICE);
    private final Output<GroupPolicy, StagePolicy> output =
            scenario.routing.graph.output(
                    scenario.routing.ports.policies, scenario.routing.policies.policy);
    private final Map<PolicyStage, StagePolicy> stages = new TreeMap<>();

    private static String policy(String name, String spec) {
        return """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: %s, namespace: istio-system}
        spec: %s
        """
                .formatted(name, spec);
    }

    private Map<PolicyStage, StagePolicy> stages() {
        output.changes()
                .forEach(change ->
                        change.value()
                                .ifPresentOrElse(
                                        policy -> stages.put(change.key().stage(), policy),
                                        () -> stages.remove(change.key().stage())));
        return stages;
    }

    private List<String> applied(PolicyStage stage) {
        return stages().get(stage) instanceof AccessRules rules
                ? names(rules.applied())
                : List.of("no rules");
    }

    private static List<String> names(Optional<List<AccessRule>> rules) {
        return rules.orElse(List.of()).stream().map(AccessRule::name).toList();
    }

    @Test
    void eachActionHasAStage() {
        scenario.apply(
                policy("a", "{rules: [{}]}"),
                policy("b", "{action: DENY, rules: [{}, {}]}"),
                policy("c", "{action: AUDIT, rules: [{}]}"));

        assertThat(stages().keySet())
                .containsExactly(
                        PolicyStage.ACCESS_NOTES,
                        PolicyStage.ACCESS_REFUSAL,
                        PolicyStage.ACCESS_ADMISSION);
        assertThat(applied(PolicyStage.ACCESS_REFUSAL))
                .containsExactly(
                        "ns[istio-system]-policy[b]-rule[0]", "ns[istio-system]-policy[b]-rule[1]");

        scenario.delete(new ObjectKey(Kind.AUTHORIZATION_POLICY, "istio-system", "b"));

        assertThat(stages().keySet())
                .containsExactly(PolicyStage.ACCESS_NOTES, PolicyStage.ACCESS_ADMISSION);
    }

    @Test
    void anAllowPolicyWithoutRulesAdmitsNothing() {
        scenario.apply(policy("a", "{}"));

        assertThat(stages().get(PolicyStage.ACCESS_ADMISSION))
                .isEqualTo(
                        new AccessRules(
                                PolicyStage.ACCESS_ADMISSION,
                                Decision.ADMIT,
                                Optional.of(List.of()),
                                Optional.empty()));
    }

    @Test
    void aServiceThatIsAskedIsAnUpstreamOfItsOwn() {
        scenario.apply(
                PROVIDERS,
                CHECKS,
                policy("a", "{action: CUSTOM, provider: {name: one}, rules: [{}]}"));

        assertThat(stages().get(PolicyStage.CHECK_SELECTION)).isInstanceOf(CheckSelection.class);
        assertThat(stages().get(PolicyStage.CHECK)).isInstanceOf(ExternalCheck.class);
        assertThat(scenario.routing.namedUpstreams.keys())
                .containsExactly(
                        new GroupUpstream(
                                "ingress", "outbound|80||checks.default.svc.cluster.local"));
        assertThat(scenario.findings()).isEmpty();
    }

    @Test
    void untilTheServiceIsThereWhatAsksForItIsRefused() {
        scenario.apply(
                PROVIDERS, policy("a", "{action: CUSTOM, provider: {name: one}, rules: [{}]}"));

        assertThat(applied(PolicyStage.UNCHECKABLE))
                .containsExactly("ns[istio-system]-policy[a]-rule[0]");
        assertThat(stages().keySet()).containsExactly(PolicyStage.UNCHECKABLE);
        assertThat(scenario.findings()).containsExactly("GH0811 spec.provider.name");

        scenario.apply(CHECKS);

        assertThat(stages().keySet())
                .containsExactly(PolicyStage.CHECK_SELECTION, PolicyStage.CHECK);
        assertThat(scenario.findings()).isEmpty();
    }

    @Test
    void aPolicyOfAnotherNamespaceIsForNoGateway() {
        scenario.apply(
                policy("a", "{action: DENY, rules: [{}]}").replace("istio-system", "default"));

        assertThat(stages()).isEmpty();
        assertThat(scenario.findings()).containsExactly("GH0801 spec.selector");
    }
}
