// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testing.GatewayClient;
import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever reads what `gatehouse run` prints may stop to read: a pager, a terminal after Ctrl-S.
class StalledOutputIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path directory;
    private final int http = Ports.free();

    private void write(String name, String text) throws IOException {
        Path hidden = Files.writeString(directory.resolve("." + name), text);
        Files.move(hidden, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String routes(int status) {
        return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: a}
        spec:
          hosts: [a.test]
          gateways: [edge]
          http: [{directResponse: {status: %d}}]
        """
                .formatted(status);
    }

    /// Each line of it is told, and all of them are more than a pipe holds.
    private static String mistakes(String word) {
        StringBuilder text =
                new StringBuilder("apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec:\n");
        for (int i = 0; i < 1_000; i++) {
            text.append("  ").append(word).append("x".repeat(100)).append(i).append(": 1\n");
        }
        return text.toString();
    }

    private boolean serves(int status) {
        try {
            return GatewayClient.plain(http).send(GatewayRequest.get("a.test", "/")).status()
                    == status;
        } catch (IOException _) {
            return false;
        }
    }

    private Process gatehouse() throws IOException {
        return new ProcessBuilder(
                        List.of(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.gatehouse.cli.Gatehouse",
                                "run",
                                directory.toString(),
                                "--ports",
                                "80=" + http,
                                "--admin",
                                "127.0.0.1:" + Ports.free(),
                                "--last-good",
                                "none"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void keepsNoChangeBackAndLosesTheOldestLines() throws Exception {
        write(
                "gateway.yaml",
                """
                apiVersion: networking.istio.io/v1
                kind: Gateway
                metadata: {name: edge}
                spec:
                  selector: {istio: ingressgateway}
                  servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}]
                """);
        write("routes.yaml", routes(201));
        Process process = gatehouse();
        try {
            await().atMost(PATIENCE).until(() -> serves(201));
            for (int i = 0; i < 15; i++) {
                write("mistakes.yaml", mistakes("m" + i));
                write("routes.yaml", routes(210 + i));
                int status = 210 + i;
                await().atMost(PATIENCE).until(() -> serves(status));
            }

            BufferedReader reader = process.inputReader();
            String lost = reader.readLine();
            while (!lost.contains("lines are lost")) {
                lost = reader.readLine();
            }
            assertThat(lost).contains("warning").containsPattern("[1-9][0-9]* lines are lost");

            process.destroy();
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @Test
    void doesNotKeepTheProcessFromEnding() throws Exception {
        write("mistakes.yaml", mistakes("m"));
        Process process = gatehouse();
        try {
            await().atMost(PATIENCE).until(() -> process.getInputStream().available() > 60_000);
            process.destroy();
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
