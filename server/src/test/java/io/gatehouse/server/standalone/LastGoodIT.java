// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.server.lastgood.LastGoodSettings;
import io.gatehouse.testing.GatewayClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is wrong in files when a gateway is started again.
class LastGoodIT {
    private static final String HOST = "a.test";

    @TempDir private Path temporary;
    private Path directory;

    @BeforeEach
    void write() throws IOException {
        directory = Files.createDirectory(temporary.resolve("conf"));
        Files.writeString(
                directory.resolve("gateway.yaml"),
                """
                apiVersion: networking.istio.io/v1
                kind: Gateway
                metadata: {name: gw, namespace: default}
                spec:
                  selector: {istio: ingressgateway}
                  servers:
                  - port: {number: 80, name: http, protocol: HTTP}
                    hosts: ["*"]
                """);
        Files.writeString(directory.resolve("routes.yaml"), routes("status: 201"));
    }

    private static String routes(String response) {
        return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: a, namespace: default}
        spec: {hosts: [a.test], gateways: [gw], http: [{directResponse: {%s}}]}
        """
                .formatted(response);
    }

    private static String policy(String rules) {
        return """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: p, namespace: istio-system}
        spec: {selector: {matchLabels: {istio: ingressgateway}}, action: ALLOW, rules: %s}
        """
                .formatted(rules);
    }

    private RunningStandalone run() throws InterruptedException {
        return new RunningStandalone(
                directory,
                false,
                new LastGoodSettings(Optional.of(temporary.resolve("last-good")), "1"));
    }

    private static int status(RunningStandalone running) throws IOException {
        return GatewayClient.plain(running.http).get(HOST, "/").status();
    }

    @Test
    void anObjectThatBrokeMeanwhileIsServedAsItWas() throws Exception {
        try (RunningStandalone running = run()) {
            assertThat(status(running)).isEqualTo(201);
        }
        Files.writeString(directory.resolve("routes.yaml"), routes("status: none"));
        try (RunningStandalone running = run()) {
            assertThat(status(running)).isEqualTo(201);
            assertThat(running.awaitFinding("GH0103").object().orElseThrow().name()).isEqualTo("a");
        }
        Files.writeString(directory.resolve("routes.yaml"), "]");
        try (RunningStandalone running = run()) {
            assertThat(status(running)).isEqualTo(201);
            running.write("routes.yaml", routes("status: 203"));
            running.awaitLive("routes.yaml");
            assertThat(status(running)).isEqualTo(203);
        }
        Files.delete(directory.resolve("routes.yaml"));
        try (RunningStandalone running = run()) {
            assertThat(status(running)).isEqualTo(404);
        }
    }

    @Test
    void aPolicyWhoseRulesCannotBeReadLetsNobodyIn() throws Exception {
        Files.writeString(directory.resolve("policy.yaml"), policy("all"));
        try (RunningStandalone running = run()) {
            assertThat(status(running)).isEqualTo(403);
            assertThat(running.awaitFinding("GH0815").object().orElseThrow().name()).isEqualTo("p");
            running.write("policy.yaml", policy("[{}]"));
            running.awaitLive("policy.yaml");
            assertThat(status(running)).isEqualTo(201);
        }
        Files.writeString(directory.resolve("policy.yaml"), policy("all"));
        try (RunningStandalone running = run()) {
            assertThat(status(running)).isEqualTo(201);
        }
    }
}
