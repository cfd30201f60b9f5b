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
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An HTTP server on a loopback port of its own that is told spans, by Zipkin's API or OTLP. It
/// notes what it is told.
public final class HttpTelemetryServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Report> reports = new CopyOnWriteArrayList<>();

    /// @param headers as they were sent
    /// @param body as UTF-8
    public record Report(String path, Map<String, List<String>> headers, String body) {}

    private HttpTelemetryServer(HttpServer server) {
        this.server = server;
    }

    public static HttpTelemetryServer start() {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            HttpTelemetryServer told = new HttpTelemetryServer(HttpServer.create(address, 0));
            told.server.setExecutor(told.threads);
            told.server.createContext("/", told::note);
            told.server.start();
            return told;
        } catch (IOException e) {
            throw new UncheckedIOException("telemetry server does not start", e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public List<Report> reports() {
        return List.copyOf(reports);
    }

    /// Those at that path.
    public List<Report> reports(String path) {
        return reports.stream().filter(report -> report.path().equals(path)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void note(HttpExchange exchange) throws IOException {
        try (exchange) {
            reports.add(
                    new Report(
                            exchange.getRequestURI().toString(),
                            Map.copyOf(exchange.getRequestHeaders()),
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(202, -1);
        }
    }
}
