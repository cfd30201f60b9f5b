// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.engine.FetchedKeys;
import io.gatehouse.engine.GroupPolicy;
import io.gatehouse.engine.KeySource;
import io.gatehouse.engine.Scenario;
import io.gatehouse.engine.graph.Output;
import io.gatehouse.routing.StagePolicy;
import io.gatehouse.routing.TokenIssuer;
import io.gatehouse.routing.TokenVerification;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What fetched keys come to.
class TokenNodesTest {
    private static final KeySource KEYS = new KeySource("https://keys.test/", false);
    private static final String ONE_KEY = "{\"keys\":[{\"k\":\"AQAB\",\"kty\":\"oct\"}]}";

    private static final String GATEWAY =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: gw, namespace: default}
            spec:
              selector: {istio: ingressgateway}
              servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: istio-ingressgateway, namespace: istio-system}
            spec: {selector: {istio: ingressgateway}, ports: [{name: http, port: 80, targetPort: 8080}]}
            """;

    private final Scenario scenario = new Scenario(GATEWAY);
    private final Output<GroupPolicy, StagePolicy> policies =
            scenario.routing.graph.output(
                    scenario.routing.ports.policies, scenario.routing.policies.policy);

    private static String policy(String name, String rule) {
        return """
        apiVersion: security.istio.io/v1
        kind: RequestAuthentication
        metadata: {name: %s, namespace: istio-system}
        spec: {jwtRules: [{%s}]}
        """
                .formatted(name, rule);
    }

    private void fetched(FetchedKeys keys) {
        scenario.routing.tables.fetchedKeys.put(KEYS, keys);
        scenario.apply();
    }

    /// Of each issuer, once the policy has changed.
    private List<Optional<String>> keys() {
        return policies.changes().stream()
                .flatMap(change -> change.value().stream())
                .flatMap(policy ->
                        switch (policy) {
                            case TokenVerification tokens ->
                                    tokens.issuers().stream().map(TokenIssuer::keys);
                            default -> Stream.<Optional<String>>empty();
                        })
                .toList();
    }

    @Test
    void theFirstAttemptIsWaitedForAndNoLonger() {
        fetched(FetchedKeys.PENDING);
        scenario.apply(policy("a", "issuer: i, jwksUri: 'https://keys.test/'"));
        assertThat(keys()).isEmpty();
        assertThat(scenario.findings()).isEmpty();

        fetched(new FetchedKeys(Optional.empty(), Optional.of("no answer")));
        assertThat(keys()).containsExactly(Optional.empty());
        assertThat(scenario.findings()).containsExactly("GH0804 spec.jwtRules[0].jwksUri");

        fetched(new FetchedKeys(Optional.of(ONE_KEY), Optional.empty()));
        assertThat(keys()).containsExactly(Optional.of(ONE_KEY));
        assertThat(scenario.findings()).isEmpty();
    }

    @Test
    void wherePeopleSayKeysAreTheyAreWantedWithTheLongestTimeout() {
        scenario.apply(
                policy("a", "issuer: i, jwksUri: 'https://keys.test/', timeout: 7s"),
                policy("b", "issuer: j, jwksUri: 'https://keys.test/'"),
                policy("c", "issuer: 'https://i.test'"),
                policy("d", "issuer: i, jwksUri: 'https://other.test/', jwks: '" + ONE_KEY + "'"));

        assertThat(scenario.routing.policies.keys.wanted.changes())
                .containsExactlyInAnyOrder(
                        new Output.Change<>(KEYS, Optional.of(Duration.ofSeconds(7))),
                        new Output.Change<>(
                                new KeySource("https://i.test", true),
                                Optional.of(Duration.ofSeconds(5))));
    }
}
