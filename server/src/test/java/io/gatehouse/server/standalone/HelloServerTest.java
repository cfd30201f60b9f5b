// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HelloServerTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-03T12:07:32Z"), ZoneOffset.ofHours(5));

    private final HttpClient client = HttpClient.newHttpClient();
    private HelloServer server;

    @BeforeEach
    void start() throws Exception {
        server = new HelloServer("my-app-1", CLOCK);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void answersAsTheImageDoes() throws Exception {
        HttpResponse<String> response = send("GET", "/a%20b/?q=1&r", BodyPublishers.noBody());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .matches(
                        """
                        Server address: 127\\.0\\.0\\.1:%d
                        Server name: my-app-1
                        Date: 03/Nov/2026:12:07:32 \\+0000
                        URI: /a%%20b/\\?q=1&r
                        Request ID: [0-9a-f]{32}
                        """
                                .formatted(server.port()));
        assertThat(response.headers().firstValue("content-type")).hasValue("text/plain");
        assertThat(response.headers().firstValue("cache-control")).hasValue("no-cache");
        assertThat(response.headers().firstValue("expires"))
                .hasValue("Tue, 03 Nov 2026 12:07:31 GMT");
    }

    @Test
    void takesAnyMethodAndBody() throws Exception {
        BodyPublisher large = BodyPublishers.ofString("x".repeat(200_000));
        assertThat(send("POST", "/form", large).body()).contains("URI: /form\n");
        assertThat(send("PURGE", "/", BodyPublishers.noBody()).statusCode()).isEqualTo(200);
        assertThat(send("HEAD", "/", BodyPublishers.noBody()).body()).isEmpty();
    }

    @Test
    void givesEachRequestAnIdOfItsOwn() throws Exception {
        assertThat(send("GET", "/", BodyPublishers.noBody()).body())
                .isNotEqualTo(send("GET", "/", BodyPublishers.noBody()).body());
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body)
            throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return client.send(
                HttpRequest.newBuilder(uri).method(method, body).build(), BodyHandlers.ofString());
    }
}
