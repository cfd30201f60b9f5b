// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static io.gatehouse.testing.GatewayRequest.get;
import static io.gatehouse.testing.GatewayRequest.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.testing.GatewayConnection;
import io.gatehouse.testing.GatewayRequest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Who is let in, and that a change of it closes nothing.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorizationPolicyIT {
    private final Backends shop = Backends.start("shop", 1);
    private LiveGateway gateway;
    private Policies policies;

    @BeforeAll
    void start() {
        gateway = LiveGateway.start(Yaml.GATEWAY, shop.yaml(), Yaml.routeTo("shop", "*", "shop"));
        policies = new Policies(gateway);
    }

    @AfterAll
    void stop() {
        gateway.close();
        shop.close();
    }

    @AfterEach
    void clear() {
        policies.clear();
    }

    private int status(GatewayRequest request) {
        return gateway.send(request).status();
    }

    private int status(String path) {
        return status(get(HOST, path));
    }

    @Test
    void withoutAllowPoliciesEverythingGoesOn() {
        assertThat(status("/a")).isEqualTo(200);

        policies.apply("deny", "{action: DENY, rules: [{to: [{operation: {paths: [/a]}}]}]}");

        assertThat(status("/a")).isEqualTo(403);
        assertThat(gateway.send(get(HOST, "/a")).body()).isEqualTo("RBAC: access denied");
        assertThat(status("/b")).isEqualTo(200);

        policies.delete("deny");

        assertThat(status("/a")).isEqualTo(200);
    }

    @Test
    void anAllowPolicyWithoutRulesLetsNothingIn() {
        policies.apply("none", "{}");

        assertThat(status("/a")).isEqualTo(403);

        policies.apply("all", "{rules: [{}]}");

        assertThat(status("/a")).isEqualTo(200);
    }

    @Test
    void denyGoesBeforeAllow() {
        policies.apply("allow", "{rules: [{to: [{operation: {paths: ['/open*']}}]}]}");
        policies.apply("deny", "{action: DENY, rules: [{to: [{operation: {methods: [POST]}}]}]}");

        assertThat(status("/open")).isEqualTo(200);
        assertThat(status(post(HOST, "/open", ""))).isEqualTo(403);
        assertThat(status("/else")).isEqualTo(403);
    }

    @Test
    void aChangeOfRulesReachesConnectionsThatAreOpen() throws IOException {
        policies.apply("deny", "{action: DENY, rules: [{to: [{operation: {paths: [/a]}}]}]}");
        try (GatewayConnection open = gateway.http().connect()) {
            assertThat(open.send(get(HOST, "/a")).status()).isEqualTo(403);
            assertThat(open.send(get(HOST, "/b")).status()).isEqualTo(200);

            policies.apply("deny", "{action: DENY, rules: [{to: [{operation: {paths: [/b]}}]}]}");
            policies.apply("other", "{action: DENY, rules: [{to: [{operation: {paths: [/c]}}]}]}");

            assertThat(open.send(get(HOST, "/a")).status()).isEqualTo(200);
            assertThat(open.send(get(HOST, "/b")).status()).isEqualTo(403);
            assertThat(open.send(get(HOST, "/c")).status()).isEqualTo(403);
        }
    }

    /// The better answer of `docs/differences.md`.
    @Test
    void aDenyByHostHoldsWhateverIsAddedToTheHost() {
        policies.apply(
                "deny",
                "{action: DENY, rules: [{to: [{operation: {hosts: [secret.example.com, '*.hidden.example.com']}}]}]}");

        for (String host :
                List.of(
                        "secret.example.com",
                        "SECRET.example.com",
                        "secret.example.com:80",
                        "secret.example.com:1234",
                        "secret.example.com.",
                        "secret.example.com.:80",
                        "a.hidden.example.com:80",
                        "a.hidden.example.com.")) {
            assertThat(status(get(host, "/"))).as(host).isEqualTo(403);
        }
        assertThat(status(get("open.example.com:80", "/"))).isEqualTo(200);
    }

    @Test
    void whatIsAllowedButForAHostIsRefusedWhateverIsAddedToIt() {
        policies.apply("allow", "{rules: [{to: [{operation: {notHosts: [secret.example.com]}}]}]}");

        assertThat(status(get("secret.example.com", "/"))).isEqualTo(403);
        assertThat(status(get("secret.example.com:80", "/"))).isEqualTo(403);
        assertThat(status(get("secret.example.com.", "/"))).isEqualTo(403);
        assertThat(status(get("open.example.com", "/"))).isEqualTo(200);
    }

    @Test
    void aRehearsedPolicyOnlyCounts() {
        long before = counted("istio_dry_run_deny_.shadow_denied");

        policies.applyRehearsed("deny", "{action: DENY, rules: [{}]}");

        assertThat(status("/a")).isEqualTo(200);
        assertThat(counted("istio_dry_run_deny_.shadow_denied")).isEqualTo(before + 1);
    }

    private long counted(String statistic) {
        return gateway.envoy()
                .admin("/stats?filter=" + statistic)
                .lines()
                .filter(line -> line.contains("rbac." + statistic))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void anAuditedRequestGoesOn() {
        policies.apply("audit", "{action: AUDIT, rules: [{}]}");

        assertThat(status("/a")).isEqualTo(200);
    }

    @Test
    void clientsBehindTrustedProxiesAreJudgedByTheirAddress() {
        gateway.apply(Yaml.mesh("defaultConfig: {gatewayTopology: {numTrustedProxies: 1}}"));
        policies.apply(
                "allow",
                """
                {rules: [
                  {from: [{source: {remoteIpBlocks: [203.0.113.0/24]}}], to: [{operation: {paths: [/far]}}]},
                  {from: [{source: {notRemoteIpBlocks: [203.0.113.0/24]}}], to: [{operation: {paths: [/not]}}]},
                  {from: [{source: {ipBlocks: [127.0.0.1]}}], to: [{operation: {paths: [/direct]}}]},
                  {when: [{key: remote.ip, values: [203.0.113.7]}], to: [{operation: {paths: [/when]}}]}]}
                """);
        GatewayRequest far = get(HOST, "/far").with("x-forwarded-for", "203.0.113.7");

        assertThat(status(far)).isEqualTo(200);
        assertThat(status(get(HOST, "/far").with("x-forwarded-for", "198.51.100.1")))
                .isEqualTo(403);
        assertThat(status("/far")).isEqualTo(403);
        assertThat(status(get(HOST, "/direct").with("x-forwarded-for", "203.0.113.7")))
                .isEqualTo(200);
        assertThat(status(get(HOST, "/not").with("x-forwarded-for", "203.0.113.7"))).isEqualTo(403);
        assertThat(status(get(HOST, "/when").with("x-forwarded-for", "203.0.113.7")))
                .isEqualTo(200);

        gateway.apply(Yaml.mesh("{}"));
    }

    @Test
    void conditionsAboutTheConnection() {
        int port = gateway.port(80);
        policies.apply(
                "allow",
                """
                {rules: [
                  {to: [{operation: {paths: [/port], ports: ["%1$d"]}}]},
                  {to: [{operation: {paths: [/otherport], notPorts: ["%1$d"]}}]},
                  {to: [{operation: {paths: [/when]}}], when: [{key: destination.port, values: ["%1$d"]}, {key: destination.ip, values: [127.0.0.0/8]}]},
                  {to: [{operation: {paths: [/sourceip]}}], when: [{key: source.ip, notValues: [10.0.0.0/8]}]},
                  {to: [{operation: {paths: [/sni]}}], when: [{key: connection.sni, values: ["*"]}]}]}
                """
                        .formatted(port));

        assertThat(status("/port")).isEqualTo(200);
        assertThat(status("/otherport")).isEqualTo(403);
        assertThat(status("/when")).isEqualTo(200);
        assertThat(status("/sourceip")).isEqualTo(200);
        assertThat(status("/sni")).isEqualTo(403);
    }

    @Test
    void theServicesPortIsToldToMatchNothing() {
        policies.apply("allow", "{rules: [{to: [{operation: {ports: ['80']}}]}]}");

        assertThat(status("/")).isEqualTo(403);
        assertThat(gateway.findings(FindingCode.ACCESS_VALUE_UNMATCHED))
                .extracting(Finding::message)
                .singleElement()
                .asString()
                .contains("the pod's port is " + gateway.port(80));
    }

    @Test
    void aPolicyElsewhereDoesNothingAndIsTold() {
        gateway.apply(
                """
                apiVersion: security.istio.io/v1
                kind: AuthorizationPolicy
                metadata: {name: elsewhere, namespace: default}
                spec: {action: DENY, rules: [{}]}
                """);

        assertThat(status("/")).isEqualTo(200);
        assertThat(gateway.findings(FindingCode.POLICY_WITHOUT_GATEWAY)).isNotEmpty();

        gateway.delete(Kind.AUTHORIZATION_POLICY, "elsewhere");
    }
}
