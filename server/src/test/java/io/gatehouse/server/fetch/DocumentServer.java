// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.fetch;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Serves documents on loopback, which change while it runs.
public final class DocumentServer implements AutoCloseable {
    private static final Answer NOTHING = new Answer(404, "", ByteString.EMPTY);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();

    private record Answer(int status, String location, ByteString body) {}

    private DocumentServer(int port) {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public static DocumentServer start() {
        return new DocumentServer(0);
    }

    public static DocumentServer startAt(int port) {
        return new DocumentServer(port);
    }

    public String uri(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /// How many requests have come.
    public int requests() {
        return requests.get();
    }

    public void put(String path, String body) {
        put(path, body.getBytes(StandardCharsets.UTF_8));
    }

    public void put(String path, byte[] body) {
        answers.put(path, new Answer(200, "", ByteString.copyFrom(body)));
    }

    public void fail(String path) {
        answers.put(path, new Answer(503, "", ByteString.copyFromUtf8("<html>")));
    }

    public void redirect(String path, String to) {
        answers.put(path, new Answer(302, to, ByteString.EMPTY));
    }

    /// From now on whoever asks waits.
    public void hold(String path) {
        held.put(path, new CountDownLatch(1));
    }

    public void release(String path) {
        CountDownLatch latch = held.remove(path);
        if (latch != null) {
            latch.countDown();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            CountDownLatch latch = held.get(path);
            if (latch != null) {
                latch.await();
            }
            Answer answer = answers.getOrDefault(path, NOTHING);
            if (!answer.location.isEmpty()) {
                exchange.getResponseHeaders().add("location", answer.location);
            }
            byte[] body = answer.body.toByteArray();
            exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        List.copyOf(held.keySet()).forEach(this::release);
        server.stop(0);
        threads.shutdownNow();
    }
}
