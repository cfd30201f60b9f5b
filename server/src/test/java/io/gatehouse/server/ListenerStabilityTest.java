// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.xds.ResourceType;
import io.gatehouse.xds.VersionedResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A changed listener drains its connections, so routes, policies, endpoints and certificates must
/// change without one.
class ListenerStabilityTest {
    private static final String ROUTE =
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: shop, namespace: default}
            spec:
              hosts: ["shop.example.com"]
              gateways: [gw]
              http:
              - route: [{destination: {host: shop}}]
            """;

    private static final Path CASE = Path.of("src/test/resources/golden/tls/chains/input.yaml");

    private final LiveTranslation live = new LiveTranslation(TestGroups.INGRESS);

    @BeforeEach
    void start() throws IOException {
        apply(Files.readString(CASE));
        apply(ROUTE);
    }

    private List<ResourceType> apply(String yaml) {
        GivenYaml.valid(yaml).forEach(live::upsert);
        return live.changes().upserts().stream()
                .map(VersionedResource::name)
                .map(name -> name.type())
                .distinct()
                .toList();
    }

    @Test
    void routesChangeAlone() {
        for (String rule :
                List.of(
                        "rewrite: {uri: /a}",
                        "fault: {abort: {httpStatus: 503, percentage: {value: 1}}}",
                        "corsPolicy: {allowOrigins: [{exact: 'https://a.test'}]}",
                        "mirror: {host: shop}",
                        "timeout: 3s")) {
            assertThat(apply(ROUTE.replace("- route:", "- " + rule + "\n    route:")))
                    .as(rule)
                    .containsExactly(ResourceType.ROUTE);
        }
    }

    @Test
    void policiesAndCertificatesChangeAlone() {
        assertThat(
                        apply(
                                """
                                apiVersion: networking.istio.io/v1
                                kind: DestinationRule
                                metadata: {name: shop, namespace: default}
                                spec: {host: shop, trafficPolicy: {loadBalancer: {simple: RANDOM}}}
                                """))
                .containsExactly(ResourceType.CLUSTER);
        assertThat(
                        apply(
                                """
                                apiVersion: v1
                                kind: Secret
                                metadata: {name: shop, namespace: istio-system}
                                type: kubernetes.io/tls
                                """
                                        + TestCertificates.secretData("shop.example.com")))
                .containsExactly(ResourceType.SECRET);
    }

    @Test
    void tokensChangeAlone() {
        apply(tokens("https://a.example.com"));

        assertThat(apply(tokens("https://b.example.com")))
                .containsExactly(ResourceType.EXTENSION_CONFIG);
    }

    @Test
    void programsChangeAlone() {
        apply(program("function envoy_on_request(handle) end"));

        assertThat(apply(program("function envoy_on_response(handle) end")))
                .containsExactly(ResourceType.EXTENSION_CONFIG);
    }

    private static String program(String lua) {
        return """
        apiVersion: extensions.istio.io/v1alpha1
        kind: TrafficExtension
        metadata: {name: program, namespace: istio-system}
        spec: {lua: {inlineCode: "%s"}}
        """
                .formatted(lua);
    }

    @Test
    void rulesChangeAlone() {
        apply(rules("/a"));

        assertThat(apply(rules("/b"))).containsExactly(ResourceType.EXTENSION_CONFIG);
    }

    /// Logs are part of the listener; endpoints of who is told are not.
    @Test
    void logsChangeListenersOnly() {
        apply(telemetry("disabled: false"));

        assertThat(apply(telemetry("filter: {expression: 'response.code > 399'}")))
                .containsExactly(ResourceType.LISTENER);
    }

    private static String telemetry(String logging) {
        return """
        apiVersion: telemetry.istio.io/v1
        kind: Telemetry
        metadata: {name: logs, namespace: istio-system}
        spec: {accessLogging: [{providers: [{name: envoy}], %s}]}
        """
                .formatted(logging);
    }

    /// From the first to the last of them.
    @Test
    void httpPoliciesChangeAlone() {
        for (String features :
                List.of(
                        "localRateLimit: {limits: [{requests: 1}]}",
                        "localRateLimit: {limits: [{requests: 2}]}",
                        "basicAuth: {secretName: absent}",
                        "apiKeys: {secretName: absent, from: [{query: key}]}",
                        "extProc: {service: {host: absent, port: 80}}",
                        "disabled: [localRateLimit]")) {
            assertThat(apply(httpPolicy(features)))
                    .as(features)
                    .containsExactly(ResourceType.ROUTE);
        }
    }

    private static String httpPolicy(String features) {
        return """
        apiVersion: gatehouse.io/v1alpha1
        kind: HttpPolicy
        metadata: {name: shop, namespace: default}
        spec:
          targetRefs: [{kind: VirtualService, name: shop}]
          %s
        """
                .formatted(features);
    }

    private static String rules(String path) {
        return """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: rules, namespace: istio-system}
        spec: {action: DENY, rules: [{to: [{operation: {paths: ["%s"]}}]}]}
        """
                .formatted(path);
    }

    private static String tokens(String issuer) {
        return """
        apiVersion: security.istio.io/v1
        kind: RequestAuthentication
        metadata: {name: tokens, namespace: istio-system}
        spec: {jwtRules: [{issuer: "%s"}]}
        """
                .formatted(issuer);
    }
}
