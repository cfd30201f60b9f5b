// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.Finding;
import io.gatehouse.server.certificate.IssuedCertificate;
import io.gatehouse.server.envoy.CacheDirectory;
import io.gatehouse.server.envoy.EnvoyState;
import io.gatehouse.testing.GatewayClient;
import io.gatehouse.testing.GatewayConnection;
import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.GatewayResponse;
import io.gatehouse.testing.HttpVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The article, as a user runs it: files in, a real Envoy serving.
class StandaloneIT {
    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final String HOST = "myapp.example.com";

    @TempDir Path directory;

    private RunningStandalone run(String example, boolean dev)
            throws IOException, InterruptedException {
        RunningStandalone.copy(EXAMPLES.resolve(example), directory);
        return new RunningStandalone(directory, dev);
    }

    @Test
    void theArticlesExampleServesHttpAndHttps() throws Exception {
        try (RunningStandalone running = run("my-app", true)) {
            GatewayResponse hello = GatewayClient.plain(running.http).get(HOST, "/x?y=1");
            assertThat(hello.status()).isEqualTo(200);
            assertThat(hello.header("server")).isEqualTo("istio-envoy");
            assertThat(hello.body())
                    .matches(
                            "(?s)Server address: 127\\.0\\.0\\.1:\\d+\nServer name: my-app-deployment-\\S+\nDate: .*\nURI: /x\\?y=1\nRequest ID: [0-9a-f]{32}\n");
            assertThat(GatewayClient.plain(running.http).get("other.example.com", "/").status())
                    .isEqualTo(404);

            for (HttpVersion version : List.of(HttpVersion.HTTP_1_1, HttpVersion.HTTP_2)) {
                GatewayClient client = GatewayClient.tls(running.https, HOST).speaking(version);
                assertThat(client.get(HOST, "/").status()).isEqualTo(200);
            }
            try (GatewayConnection connection = GatewayClient.tls(running.https, HOST).connect()) {
                assertThat(
                                connection
                                        .certificate()
                                        .orElseThrow()
                                        .getSubjectAlternativeNames()
                                        .toString())
                        .contains(HOST);
            }
            assertThatThrownBy(() ->
                            GatewayClient.tls(running.https, "other.example.com").get(HOST, "/"))
                    .isInstanceOf(IOException.class);

            assertThat(running.services)
                    .singleElement()
                    .satisfies(service -> {
                        assertThat(service.key().toString())
                                .isEqualTo("Service istio-system/istio-ingressgateway");
                        assertThat(service.status().toString()).contains("ip=127.0.0.1");
                    });
            assertThat(running.commands)
                    .contains(
                            "curl -H 'Host: myapp.example.com' http://127.0.0.1:"
                                    + running.http
                                    + "/");
        }
    }

    @Test
    void aMissingSecretIsToldAndServesWhenItsFileAppears() throws Exception {
        try (RunningStandalone running = run("my-app", false)) {
            Finding missing = running.awaitFinding("GH0204");
            assertThat(missing.message()).contains("kubectl create secret tls my-tls-secret");
            assertThat(missing.position().orElseThrow().toString())
                    .endsWith("my-gateway.yaml:22:25");
            assertThat(GatewayClient.plain(running.http).get(HOST, "/").status()).isEqualTo(503);

            try (GatewayConnection open = GatewayClient.plain(running.http).connect()) {
                open.send(GatewayRequest.get(HOST, "/"));
                running.write("secret.yaml", secret("default"));
                running.awaitLive("secret.yaml");
                assertThat(GatewayClient.tls(running.https, HOST).get(HOST, "/").status())
                        .isEqualTo(503);
                assertThat(open.send(GatewayRequest.get(HOST, "/")).status()).isEqualTo(503);
            }
        }
    }

    @Test
    void changesOfFilesChangeTraffic() throws Exception {
        try (RunningStandalone running = run("my-app", true)) {
            GatewayClient client = GatewayClient.plain(running.http);
            running.edit(
                    "my-gateway.yaml",
                    "    - route:",
                    "    - match: [{uri: {prefix: /app}}]\n      route:");
            assertThat(running.awaitLive("changed my-gateway.yaml").proxies()).isEqualTo(1);
            assertThat(client.get(HOST, "/").status()).isEqualTo(404);
            assertThat(client.get(HOST, "/app").status()).isEqualTo(200);

            running.edit("my-gateway.yaml", "prefix: /app", "prefiks: /app");
            Finding typo = running.awaitFinding("GH0102");
            assertThat(typo.field().text()).isEqualTo("spec.http[0].match[0].uri.prefiks");
            assertThat(typo.message()).contains("prefiks").contains("did you mean \"prefix\"");
            assertThat(typo.position().orElseThrow().file()).endsWith("my-gateway.yaml");
            assertThat(client.get(HOST, "/app").status()).isEqualTo(200);

            running.write("more.yaml", virtualService("other.example.com"));
            running.awaitLive("added more.yaml");
            assertThat(client.get("other.example.com", "/").status()).isEqualTo(418);

            Files.delete(directory.resolve("more.yaml"));
            running.awaitLive("removed more.yaml");
            assertThat(client.get("other.example.com", "/").status()).isEqualTo(404);
            assertThat(client.get(HOST, "/app").status()).isEqualTo(200);
        }
    }

    @Test
    void theAdminApiTellsReadinessAndObjects() throws Exception {
        try (RunningStandalone running = run("my-app", true);
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(admin(client, running, "/readyz").statusCode()).isEqualTo(200);
            assertThat(
                            admin(
                                            client,
                                            running,
                                            "/api/v1/objects/services/istio-ingressgateway?namespace=istio-system")
                                    .body())
                    .contains("\"type\": \"LoadBalancer\"")
                    .contains("127.0.0.1");
            assertThat(admin(client, running, "/api/v1/objects/secrets?namespace=").body())
                    .doesNotContain("tls.key\": \"L");
            assertThat(admin(client, running, "/metrics").body())
                    .contains("gatehouse_change_live_seconds");
        }
    }

    private static HttpResponse<String> admin(
            HttpClient client, RunningStandalone running, String path)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + running.admin + path);
        return client.send(
                HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aCanarySplitsAndASecondVirtualServiceAddsItsRules() throws Exception {
        try (RunningStandalone running = run("canary", true)) {
            Map<String, Integer> answers = new TreeMap<>();
            try (GatewayConnection connection = GatewayClient.plain(running.http).connect()) {
                for (int i = 0; i < 1000; i++) {
                    String body =
                            connection.send(GatewayRequest.get("shop.example.com", "/")).body();
                    answers.merge(
                            body.contains("Server name: shop-v2") ? "v2" : "v1", 1, Integer::sum);
                }
                String preview =
                        connection.send(GatewayRequest.get("shop.example.com", "/preview")).body();
                assertThat(preview).contains("Server name: shop-v2");
            }
            // 200 expected, five standard deviations of 12.6 either way
            assertThat(answers.get("v2")).isBetween(137, 263);
        }
    }

    @Test
    void aKilledEnvoyComesBackWithEverything() throws Exception {
        try (RunningStandalone running = run("my-app", true)) {
            long pid = running.awaitState(EnvoyState.Serving.class).pid();
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            running.awaitState(EnvoyState.Died.class);
            assertThat(running.awaitState(EnvoyState.Serving.class).pid()).isNotEqualTo(pid);

            assertThat(GatewayClient.plain(running.http).get(HOST, "/").status()).isEqualTo(200);
            assertThat(GatewayClient.tls(running.https, HOST).get(HOST, "/").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void theMeshSaysHowEnvoyStarts() throws Exception {
        Files.writeString(
                directory.resolve("mesh.yaml"),
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: istio, namespace: istio-system}
                data:
                  mesh: |
                    defaultConfig:
                      concurrency: 1
                      drainDuration: 7s
                      connectionSettings: {globalDownstreamConnectionLimit: 1}
                """);
        try (RunningStandalone running = run("my-app", true)) {
            long pid = running.awaitState(EnvoyState.Serving.class).pid();
            assertThat(Files.readString(Path.of("/proc", "" + pid, "cmdline")).split("\0"))
                    .containsSequence("--concurrency", "1", "--drain-time-s", "7");
            try (Socket one = new Socket(InetAddress.getLoopbackAddress(), running.http)) {
                one.getOutputStream()
                        .write(
                                ("GET / HTTP/1.1\r\nHost: " + HOST + "\r\n\r\n")
                                        .getBytes(StandardCharsets.UTF_8));
                assertThat(one.getInputStream().read()).isEqualTo('H');
                assertThatThrownBy(() -> GatewayClient.plain(running.http).get(HOST, "/"))
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void aTakenPortIsOneSentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(
                    directory.resolve("gateway.yaml"),
                    """
                    apiVersion: networking.istio.io/v1
                    kind: Gateway
                    metadata: {name: gw}
                    spec:
                      selector: {istio: ingressgateway}
                      servers: [{port: {number: %d, name: http, protocol: HTTP}, hosts: ['*']}]
                    """
                            .formatted(taken.getLocalPort()));

            assertThatThrownBy(() -> new RunningStandalone(directory, false).close())
                    .isInstanceOf(StandaloneUnavailable.class)
                    .hasMessageContaining(
                            "Port " + taken.getLocalPort() + " on 127.0.0.1 cannot be opened")
                    .hasMessageContaining("--ports");
        }
    }

    private static String virtualService(String host) {
        return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: more}
        spec: {hosts: [%s], gateways: [my-gateway], http: [{directResponse: {status: 418}}]}
        """
                .formatted(host);
    }

    private String secret(String namespace) throws IOException {
        CacheDirectory cache = new CacheDirectory(directory.resolve(".ca"));
        IssuedCertificate issued =
                LocalCertificateAuthority.open(cache, InstantSource.system()).issue(List.of(HOST));
        return """
        apiVersion: v1
        kind: Secret
        type: kubernetes.io/tls
        metadata: {name: my-tls-secret, namespace: %s}
        stringData:
          tls.crt: |
        %s
          tls.key: |
        %s
        """
                .formatted(namespace, issued.chain().indent(4), issued.key().indent(4));
    }
}
