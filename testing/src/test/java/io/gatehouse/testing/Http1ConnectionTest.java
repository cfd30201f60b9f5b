// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Http1ConnectionTest {
    private final ServerSocket server;
    private final List<String> requestLines = Collections.synchronizedList(new ArrayList<>());

    Http1ConnectionTest() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /// Answers one connection, whatever it asks, with these bytes.
    private GatewayClient answering(String... lines) {
        Thread.ofVirtual()
                .start(() -> {
                    try (Socket socket = server.accept()) {
                        readHead(socket);
                        socket.getOutputStream()
                                .write(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        return GatewayClient.plain(server.getLocalPort());
    }

    private void readHead(Socket socket) throws IOException {
        BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        for (String line = reader.readLine();
                line != null && !line.isEmpty();
                line = reader.readLine()) {
            requestLines.add(line);
        }
    }

    @Test
    void sendsTheRequestAsGiven() throws IOException {
        answering("HTTP/1.1 204 No Content", "", "")
                .send(GatewayRequest.get("Any.Host:81", "/a//b?c#d").with("X-Case", "Kept"));

        assertThat(requestLines)
                .containsExactly("GET /a//b?c#d HTTP/1.1", "Host: Any.Host:81", "X-Case: Kept");
    }

    @Test
    void speaksTheOldVersion() throws IOException {
        GatewayResponse response =
                answering("HTTP/1.1 426 Upgrade Required", "content-length: 0", "", "")
                        .speaking(HttpVersion.HTTP_1_0)
                        .get("a", "/");

        assertThat(response.status()).isEqualTo(426);
        assertThat(requestLines).first().isEqualTo("GET / HTTP/1.0");
    }

    @Test
    void readsChunks() throws IOException {
        GatewayResponse response =
                answering(
                                "HTTP/1.1 200 OK",
                                "Transfer-Encoding: chunked",
                                "",
                                "5;x=y",
                                "hello",
                                "1",
                                " ",
                                "A",
                                "chunkworld",
                                "0",
                                "x-trailer: 1",
                                "",
                                "")
                        .get("a", "/");

        assertThat(response.body()).isEqualTo("hello chunkworld");
    }

    @Test
    void readsUntilTheEnd() throws IOException {
        assertThat(answering("HTTP/1.1 200 OK", "", "all", "of it").get("a", "/").body())
                .isEqualTo("all\r\nof it");
    }

    @Test
    void passesOverInterimAnswers() throws IOException {
        GatewayResponse response =
                answering(
                                "HTTP/1.1 100 Continue",
                                "x-interim: 1",
                                "",
                                "HTTP/1.1 201 Created",
                                "Content-Length: 2",
                                "x-final: 1",
                                "",
                                "ok")
                        .get("a", "/");

        SortedMap<String, List<String>> headers = new TreeMap<>();
        headers.put("content-length", List.of("2"));
        headers.put("x-final", List.of("1"));
        assertThat(response).isEqualTo(new GatewayResponse(201, headers, "ok"));
    }

    @Test
    void brokenAnswersAreErrors() {
        assertThatThrownBy(() -> answering("").get("a", "/")).isInstanceOf(IOException.class);
        assertThatThrownBy(() ->
                        answering("HTTP/1.1 200 OK", "content-length: 9", "", "short")
                                .get("a", "/"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("within a body");
        assertThatThrownBy(() -> answering("HTTP/1.1 200 OK", "nonsense", "", "").get("a", "/"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nonsense");
    }
}
