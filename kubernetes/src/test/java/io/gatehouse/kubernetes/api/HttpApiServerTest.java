// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.gatehouse.kubernetes.api.ApiOutcome.Failed;
import io.gatehouse.kubernetes.api.ApiOutcome.Ok;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpApiServerTest {
    private HttpServer server;
    private KubernetesClient client;
    private HttpApiServer api;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/echo", HttpApiServerTest::echo);
        server.createContext("/status/", HttpApiServerTest::status);
        server.createContext("/half", HttpApiServerTest::half);
        server.createContext("/never", _ -> {});
        server.start();
        Config config =
                new ConfigBuilder(Config.empty())
                        .withMasterUrl("http://localhost:" + server.getAddress().getPort())
                        .build();
        client = new KubernetesClientBuilder().withConfig(config).build();
        api = new HttpApiServer(client, Duration.ofSeconds(1));
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    private static void echo(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        send(
                exchange,
                200,
                "%s %s %s %s"
                        .formatted(
                                exchange.getRequestMethod(),
                                exchange.getRequestURI(),
                                exchange.getRequestHeaders().getFirst("Content-Type"),
                                body));
    }

    private static void status(HttpExchange exchange) throws IOException {
        int code = Integer.parseInt(exchange.getRequestURI().getPath().substring(8));
        send(exchange, code, "{\"kind\": \"Status\", \"details\": {}, \"message\": \"so\"}");
    }

    private static void half(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 10);
        exchange.getResponseBody().write("half".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    private static void send(HttpExchange exchange, int code, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void requestsAreSentAsTheyAre() {
        assertThat(api.send(ApiRequest.get("/echo?a=b%20c")))
                .isEqualTo(new Ok<>("GET /echo?a=b%20c null "));
        assertThat(api.send(ApiRequest.of("PATCH", "/echo", ApiRequest.MERGE_PATCH, "{\"a\": 1}")))
                .isEqualTo(new Ok<>("PATCH /echo application/merge-patch+json {\"a\": 1}"));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    400, Refused
                    401, Unavailable
                    403, Forbidden
                    404, NotFound
                    409, Conflict
                    410, Gone
                    422, Refused
                    429, Unavailable
                    500, Unavailable
                    503, Unavailable
                    """)
    void whatGoesWrongHasAKind(int status, String kind) {
        assertThat(api.send(ApiRequest.get("/status/" + status)))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> {
                            assertThat(failed.failure().getClass().getSimpleName()).isEqualTo(kind);
                            assertThat(failed.failure().message()).isEqualTo("so");
                        });
    }

    @Test
    void whoDoesNotAnswerIsUnavailable() {
        assertThat(api.send(ApiRequest.get("/never"))).isInstanceOf(Failed.class);

        server.stop(0);

        assertThat(api.send(ApiRequest.get("/echo")))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed ->
                                assertThat(failed.failure())
                                        .isInstanceOf(ApiFailure.Unavailable.class));
    }

    @Test
    void anAnswerThatDoesNotEndBreaksOff() throws IOException {
        switch (api.open(ApiRequest.get("/half"), Duration.ofMillis(300))) {
            case Ok<InputStream>(InputStream body) -> {
                assertThat(new String(body.readNBytes(4), StandardCharsets.UTF_8))
                        .isEqualTo("half");
                assertThatThrownBy(body::read)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("has not ended");
            }
            case Failed<InputStream>(ApiFailure failure) ->
                    throw new AssertionError(failure.message());
        }
    }
}
