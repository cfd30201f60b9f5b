// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.FindingCode;
import io.gatehouse.testing.GatewayClient;
import io.gatehouse.testing.GrpcCheckServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// AuthorizationPolicies and connections without HTTP. What is in them happens to be HTTP.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionAccessIT {

    private final Backends shop = Backends.start("shop", 1);
    private final GrpcCheckServer checks = GrpcCheckServer.start();
    private LiveGateway gateway;
    private Policies policies;

    @BeforeAll
    void start() {
        gateway =
                LiveGateway.start(
                        Yaml.tcpTo("gw", "shop"),
                        shop.yaml(),
                        Yaml.serviceEntry(
                                        "checks",
                                        "{address: 127.0.0.1, ports: {http: %d}}"
                                                .formatted(checks.port()))
                                .replace("protocol: HTTP", "protocol: GRPC"),
                        Yaml.meshLines(
                                """
                                extensionProviders:
                                - name: grpc
                                  envoyExtAuthzGrpc: {service: checks.example.org, port: 80}
                                - name: http
                                  envoyExtAuthzHttp: {service: checks.example.org, port: 80}
                                """));
        policies = new Policies(gateway);
    }

    @AfterAll
    void stop() {
        gateway.close();
        shop.close();
        checks.close();
    }

    @AfterEach
    void clear() {
        policies.clear();
        checks.letConnections(true);
    }

    private boolean letIn() {
        try {
            return GatewayClient.plain(gateway.port(8000)).get(HOST, "/").status() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    @Test
    void addressesAndPortsAreJudged() {
        assertThat(letIn()).isTrue();

        policies.apply(
                "deny", "{action: DENY, rules: [{from: [{source: {ipBlocks: [127.0.0.0/8]}}]}]}");
        assertThat(letIn()).isFalse();

        policies.apply(
                "deny", "{action: DENY, rules: [{from: [{source: {ipBlocks: [10.0.0.0/8]}}]}]}");
        assertThat(letIn()).isTrue();

        policies.apply("allow", "{rules: [{from: [{source: {remoteIpBlocks: [10.0.0.0/8]}}]}]}");
        assertThat(letIn()).isFalse();

        policies.apply(
                "allow",
                "{rules: [{to: [{operation: {ports: ['%d']}}]}]}".formatted(gateway.port(8000)));
        assertThat(letIn()).isTrue();
    }

    @Test
    void whatOnlyHttpHasAdmitsNoConnectionAndIsToldOfARefusal() {
        policies.apply("allow", "{rules: [{to: [{operation: {methods: [GET]}}]}]}");
        assertThat(letIn()).isFalse();
        assertThat(gateway.findings(FindingCode.ACCESS_ON_CONNECTIONS)).hasSize(1);

        policies.clear();
        policies.apply("deny", "{action: DENY, rules: [{to: [{operation: {methods: [PUT]}}]}]}");
        assertThat(letIn()).isFalse();
        assertThat(gateway.findings(FindingCode.ACCESS_ON_CONNECTIONS)).hasSize(1);
    }

    @Test
    void aServiceIsAskedAboutConnectionsByGrpc() {
        policies.apply("custom", "{action: CUSTOM, provider: {name: grpc}, rules: [{}]}");
        int before = checks.asked();

        assertThat(letIn()).isTrue();
        checks.letConnections(false);
        assertThat(letIn()).isFalse();
        assertThat(checks.asked()).isEqualTo(before + 2);
    }

    @Test
    void byHttpNobodyIsAskedAndThatIsTold() {
        policies.apply("custom", "{action: CUSTOM, provider: {name: http}, rules: [{}]}");

        assertThat(letIn()).isTrue();
        assertThat(gateway.findings(FindingCode.ACCESS_ON_CONNECTIONS)).hasSize(1);
    }

    @Test
    void anUnknownServiceRefusesConnections() {
        policies.apply("custom", "{action: CUSTOM, provider: {name: unheard-of}, rules: [{}]}");

        assertThat(letIn()).isFalse();
    }
}
