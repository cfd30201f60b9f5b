// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EchoBackendTest {
    private final EchoBackend backend = EchoBackend.start("v1");
    private final GatewayClient client = GatewayClient.plain(backend.port());

    @AfterEach
    void close() {
        backend.close();
    }

    @Test
    void tellsWhatItSaw() throws IOException {
        GatewayResponse response =
                client.send(
                        GatewayRequest.post("shop.example.com:8080", "/cart?id=1", "grüße \"you\"")
                                .with("X-Twice", "one")
                                .with("x-twice", "two"));

        Echo echo = response.echo();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        assertThat(echo.backend()).isEqualTo("v1");
        assertThat(echo.method()).isEqualTo("POST");
        assertThat(echo.path()).isEqualTo("/cart?id=1");
        assertThat(echo.host()).isEqualTo("shop.example.com:8080");
        assertThat(echo.headers()).containsEntry("x-twice", List.of("one", "two"));
        assertThat(echo.header("X-Twice")).isEqualTo("one");
        assertThat(echo.header("x-none")).isEmpty();
        assertThat(echo.body()).isEqualTo("grüße \"you\"");
    }

    @Test
    void countsRequests() throws IOException {
        assertThat(backend.requests()).isZero();
        try (GatewayConnection connection = client.connect()) {
            connection.send(GatewayRequest.get("a", "/"));
            connection.send(new GatewayRequest("HEAD", "a", "/", List.of(), ""));
            connection.send(GatewayRequest.get("a", "/"));
        }

        assertThat(backend.requests()).isEqualTo(3);
    }

    @Test
    void failsAsAsked() throws IOException {
        GatewayRequest request = GatewayRequest.get("a", "/").with("x-echo-status", "503");

        assertThat(client.send(request).status()).isEqualTo(503);
    }

    @Test
    void failsUntilAnAttempt() throws IOException {
        GatewayRequest request =
                GatewayRequest.get("a", "/")
                        .with("x-echo-status", "503")
                        .with("x-echo-until-attempt", "3");

        assertThat(client.send(request).status()).isEqualTo(503);
        assertThat(client.send(request.with("x-envoy-attempt-count", "2")).status()).isEqualTo(503);
        assertThat(client.send(request.with("x-envoy-attempt-count", "3")).status()).isEqualTo(200);
    }

    @Test
    void closedBackendTakesNoConnections() {
        backend.close();

        assertThatThrownBy(() -> client.get("a", "/")).isInstanceOf(IOException.class);
    }

    @Test
    void otherJsonIsNoEcho() {
        assertThatThrownBy(() -> Echo.parse("{}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Echo.parse("no healthy upstream"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no healthy upstream");
    }
}
