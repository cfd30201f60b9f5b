// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Answers every request on a loopback port as a pod of the image `nginxdemos/hello:plain-text`
/// does.
final class HelloServer implements AutoCloseable {
    private static final DateTimeFormatter LOG_TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);
    private static final DateTimeFormatter HTTP_TIME =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private final String podName;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    /// Listens when it returns.
    HelloServer(String podName, Clock clock) throws IOException {
        this.podName = podName;
        this.clock = clock;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Type", "text/plain");
            // What nginx makes of `expires -1`.
            headers.set("Expires", HTTP_TIME.format(now.minus(Duration.ofSeconds(1))));
            headers.set("Cache-Control", "no-cache");
            byte[] body = body(exchange, now).getBytes(StandardCharsets.UTF_8);
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(200, -1);
            } else {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private String body(HttpExchange exchange, ZonedDateTime now) {
        InetSocketAddress address = exchange.getLocalAddress();
        return """
        Server address: %s:%d
        Server name: %s
        Date: %s
        URI: %s
        Request ID: %s
        """
                .formatted(
                        address.getAddress().getHostAddress(),
                        address.getPort(),
                        podName,
                        LOG_TIME.format(now),
                        exchange.getRequestURI(),
                        UUID.randomUUID().toString().replace("-", ""));
    }
}
