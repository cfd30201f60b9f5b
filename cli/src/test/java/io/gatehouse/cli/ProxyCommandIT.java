// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// As a process of its own, as in a container.
final class ProxyCommandIT {
    @Test
    void endsWellWhenAskedTo() throws Exception {
        int readiness = freePort();
        ProcessBuilder builder =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Gatehouse.class.getName(),
                                "proxy",
                                "--label=istio=ingressgateway",
                                "--discovery=127.0.0.1:1",
                                "--discovery-plaintext",
                                "--readiness=127.0.0.1:" + readiness,
                                "--prometheus=127.0.0.1:" + freePort(),
                                "--concurrency=1",
                                "--envoy-log-level=off")
                        .redirectErrorStream(true);
        builder.environment()
                .putAll(
                        Map.of(
                                "POD_NAME", "gateway-1",
                                "POD_NAMESPACE", "istio-system",
                                "POD_IP", "127.0.0.1",
                                "MINIMUM_DRAIN_DURATION", "0s"));
        Process proxy = builder.start();
        try (BufferedReader output = proxy.inputReader()) {
            assertThat(output.readLine()).endsWith("Envoy starts");
            assertThat(status(readiness, "/healthz/ready")).isEqualTo(503);
            assertThat(status(readiness, "/")).isEqualTo(404);

            proxy.toHandle().destroy();
            assertThat(output.lines().collect(Collectors.joining("\n")))
                    .contains("draining")
                    .endsWith("Envoy has ended");
            assertThat(proxy.waitFor()).isZero();
        } finally {
            proxy.destroyForcibly();
        }
    }

    private static int status(int port, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + port + path);
            return client.send(
                            HttpRequest.newBuilder(uri).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
