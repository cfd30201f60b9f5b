// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

    /// Answers one connection with a head and then with all that follows the head of the request.
    private GatewayClient echoing(String head) {
        Thread.ofVirtual()
                .start(() -> {
                    try (Socket socket = server.accept()) {
                        readHead(socket);
                        socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
                        socket.getInputStream().transferTo(socket.getOutputStream());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        return GatewayClient.plain(server.getLocalPort());
    }

    private void readHead(Socket socket) throws IOException {
        InputStream input = socket.getInputStream();
        for (String line = Http1Lines.read(input); !line.isEmpty(); line = Http1Lines.read(input)) {
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
    void tellsTrailers() throws IOException {
        GatewayResponse response =
                answering(
                                "HTTP/1.1 200 OK",
                                "Transfer-Encoding: chunked",
                                "",
                                "2",
                                "ok",
                                "0",
                                "X-Sum: 7",
                                "",
                                "")
                        .get("a", "/");

        assertThat(response.body()).isEqualTo("ok");
        assertThat(response.trailers()).containsEntry("x-sum", List.of("7"));
    }

    @Test
    void uploadsWhileTheAnswerComes() throws IOException {
        GatewayClient client = echoing("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
        try (GatewayConnection connection = client.connect()) {
            GatewayStream stream = connection.upload(GatewayRequest.post("a", "/", ""));
            for (String piece : List.of("one", "second")) {
                stream.output().write(piece.getBytes(StandardCharsets.UTF_8));
                assertThat(stream.head().status()).isEqualTo(200);
                assertThat(stream.input().readNBytes(piece.length())).asString().isEqualTo(piece);
            }
            stream.output().close();

            assertThat(stream.input().readAllBytes()).isEmpty();
            assertThat(requestLines).contains("Transfer-Encoding: chunked");
        }
    }

    @Test
    void upgradesToTheConnectionItself() throws IOException {
        try (GatewayConnection connection =
                echoing("HTTP/1.1 101 Switching Protocols\r\n\r\n").connect()) {
            GatewayStream stream =
                    connection.start(GatewayRequest.get("a", "/").with("Upgrade", "x"));
            assertThat(stream.head().status()).isEqualTo(101);

            stream.output().write("ping".getBytes(StandardCharsets.UTF_8));
            assertThat(stream.input().readNBytes(4)).asString().isEqualTo("ping");
        }
    }

    @Test
    void givesUpInTime() {
        GatewayClient client = GatewayClient.plain(server.getLocalPort());

        assertThatThrownBy(() -> client.patient(Duration.ofMillis(20)).get("a", "/"))
                .isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void otherAddressesSeeTheUsualOne() throws IOException {
        InetAddress other = InetAddress.ofLiteral("127.0.78.1");
        try (ServerSocket elsewhere = new ServerSocket(0, 1, other);
                GatewayConnection _ =
                        GatewayClient.plain(elsewhere.getLocalPort()).at(other).connect();
                Socket accepted = elsewhere.accept()) {
            assertThat(accepted.getInetAddress()).isEqualTo(InetAddress.getLoopbackAddress());
        }
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
