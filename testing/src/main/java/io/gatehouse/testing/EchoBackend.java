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
import java.util.concurrent.atomic.AtomicInteger;

/// An HTTP/1.1 server on a loopback port of its own that answers with the [Echo] of the request as
/// JSON. Request headers ask for trouble: `x-echo-status: 503` for that status, with
/// `x-echo-until-attempt: 3` only while Envoy's `x-envoy-attempt-count` is lower; `x-echo-delay-ms:
/// 200` for a late answer.
public final class EchoBackend implements AutoCloseable {
    private final String name;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger requests = new AtomicInteger();

    private EchoBackend(String name, HttpServer server) {
        this.name = name;
        this.server = server;
    }

    public static EchoBackend start(String name) {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            EchoBackend backend = new EchoBackend(name, HttpServer.create(address, 0));
            backend.server.setExecutor(backend.threads);
            backend.server.createContext("/", backend::answer);
            backend.server.start();
            return backend;
        } catch (IOException e) {
            throw new UncheckedIOException("echo backend " + name + " does not start", e);
        }
    }

    public String name() {
        return name;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /// How many requests arrived so far.
    public int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            byte[] body = exchange.getRequestBody().readAllBytes();
            delay(exchange);
            byte[] answer =
                    Echo.of(name, exchange, new String(body, StandardCharsets.UTF_8))
                            .toJson()
                            .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("content-type", "application/json");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(status(exchange), head ? -1 : answer.length);
            if (!head) {
                try (OutputStream output = exchange.getResponseBody()) {
                    output.write(answer);
                }
            }
        }
    }

    private static int status(HttpExchange exchange) {
        int wanted = number(exchange, "x-echo-status", 200);
        int until = number(exchange, "x-echo-until-attempt", Integer.MAX_VALUE);
        return number(exchange, "x-envoy-attempt-count", 1) < until ? wanted : 200;
    }

    private static void delay(HttpExchange exchange) {
        try {
            Thread.sleep(number(exchange, "x-echo-delay-ms", 0));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int number(HttpExchange exchange, String header, int otherwise) {
        String value = exchange.getRequestHeaders().getFirst(header);
        return value == null ? otherwise : Integer.parseInt(value);
    }
}
