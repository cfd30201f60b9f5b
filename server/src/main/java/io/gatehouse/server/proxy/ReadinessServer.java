// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Answers `/healthz/ready` for kubelets and load balancers: 200, or 503 with the reason.
final class ReadinessServer implements AutoCloseable {
    static final String PATH = "/healthz/ready";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Readiness readiness;

    /// @throws ProxyUnavailable if it cannot listen there
    ReadinessServer(InetSocketAddress address, Readiness readiness) {
        this.readiness = readiness;
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException | RuntimeException e) {
            throw new ProxyUnavailable(
                    "Readiness cannot be told at %s (%s): end what listens there, or name another address with --readiness."
                            .formatted(address, e.getMessage()),
                    e);
        }
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                answer(exchange, 404, "not found (expected: " + PATH + ")");
                return;
            }
            Optional<String> obstacle = readiness.obstacle();
            answer(exchange, obstacle.isEmpty() ? 200 : 503, obstacle.orElse("ready"));
        }
    }

    private static void answer(HttpExchange exchange, int status, String line) throws IOException {
        byte[] body = (line + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
