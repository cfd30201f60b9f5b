// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// An HTTP/1.1 server on a loopback port of its own whose answers take their time: `/echo` sends
/// back the body while it still comes, `/events` is a stream of two server-sent events, of which
/// the second waits for [#letGo].
public final class StreamingBackend implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore secondEvents = new Semaphore(0);

    private StreamingBackend(HttpServer server) {
        this.server = server;
    }

    public static StreamingBackend start() {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            StreamingBackend backend = new StreamingBackend(HttpServer.create(address, 0));
            backend.server.setExecutor(backend.threads);
            backend.server.createContext("/echo", StreamingBackend::echo);
            backend.server.createContext("/events", backend::events);
            backend.server.start();
            return backend;
        } catch (IOException e) {
            throw new UncheckedIOException("streaming backend does not start", e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /// One second event may be sent.
    public void letGo() {
        secondEvents.release();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void echo(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getRequestBody().transferTo(exchange.getResponseBody());
        }
    }

    private void events(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("content-type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            OutputStream output = exchange.getResponseBody();
            event(output, "first");
            secondEvents.acquire();
            event(output, "second");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void event(OutputStream output, String data) throws IOException {
        output.write("data: %s\n\n".formatted(data).getBytes(StandardCharsets.UTF_8));
        output.flush();
    }
}
