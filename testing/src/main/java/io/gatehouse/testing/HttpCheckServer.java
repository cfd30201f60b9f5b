// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An HTTP server on a loopback port of its own that is asked whether requests may go on. Those
/// with `x-let: yes` may, and get the header `x-checked: http`; of others the answer is 403, with
/// `x-reason: no` and the body `refused`.
public final class HttpCheckServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Question> questions = new CopyOnWriteArrayList<>();

    /// What was asked.
    ///
    /// @param headers lower case
    public record Question(
            String method, String path, SortedMap<String, String> headers, String body) {}

    private HttpCheckServer(HttpServer server) {
        this.server = server;
    }

    public static HttpCheckServer start() {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            HttpCheckServer check = new HttpCheckServer(HttpServer.create(address, 0));
            check.server.setExecutor(check.threads);
            check.server.createContext("/", check::answer);
            check.server.start();
            return check;
        } catch (IOException e) {
            throw new UncheckedIOException("check server does not start", e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public int asked() {
        return questions.size();
    }

    public Optional<Question> last() {
        return questions.isEmpty() ? Optional.empty() : Optional.of(questions.getLast());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            SortedMap<String, String> headers = new TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) ->
                            headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            questions.add(
                    new Question(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(),
                            headers,
                            body));
            if ("yes".equals(headers.get("x-let"))) {
                exchange.getResponseHeaders().add("x-checked", "http");
                exchange.getResponseHeaders().add("x-for-client", "welcome");
                exchange.sendResponseHeaders(200, -1);
            } else {
                byte[] reason = "refused".getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("x-reason", "no");
                exchange.sendResponseHeaders(403, reason.length);
                exchange.getResponseBody().write(reason);
            }
        }
    }
}
