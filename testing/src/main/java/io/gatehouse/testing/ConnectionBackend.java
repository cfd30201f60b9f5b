// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// An HTTP/1.1 server on a loopback port of its own that knows its connections: `x-connection` of
/// an answer is the number of the one that it took. `/hold` is answered after [#letGo]; so is
/// `/retry`, whose first attempt gets 503 at once.
public final class ConnectionBackend implements AutoCloseable {
    private final ServerSocket server;
    private final int status;
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();
    private final Semaphore answers = new Semaphore(0);

    private ConnectionBackend(ServerSocket server, int status) {
        this.server = server;
        this.status = status;
    }

    /// @param status of its answers
    public static ConnectionBackend start(int status) {
        try {
            ConnectionBackend backend =
                    new ConnectionBackend(
                            new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), status);
            Thread.ofVirtual().name("connection-backend").start(backend::accept);
            return backend;
        } catch (IOException e) {
            throw new UncheckedIOException("no port for a backend", e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /// How many connections there are now.
    public int open() {
        return open.get();
    }

    /// How many requests arrived so far.
    public int requests() {
        return requests.get();
    }

    /// How many requests wait for [#letGo].
    public int held() {
        return held.get();
    }

    /// Answers so many of those that are held.
    public void letGo(int count) {
        answers.release(count);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                int number = accepted.incrementAndGet();
                Thread.ofVirtual().name("connection").start(() -> serve(socket, number));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void serve(Socket socket, int number) {
        open.incrementAndGet();
        try (socket) {
            InputStream input = new BufferedInputStream(socket.getInputStream());
            while (true) {
                String path = Http1Lines.read(input).split(" ", 3)[1];
                answer(path, Http1Stream.fields(input), number, socket.getOutputStream());
            }
        } catch (IOException _) {
            // the gateway has closed it
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.decrementAndGet();
        }
    }

    private void answer(
            String path, Map<String, List<String>> headers, int connection, OutputStream output)
            throws IOException, InterruptedException {
        requests.incrementAndGet();
        boolean first = headers.getOrDefault("x-envoy-attempt-count", List.of()).contains("1");
        boolean fails = path.equals("/retry") && first;
        if (path.equals("/hold") || (path.equals("/retry") && !first)) {
            held.incrementAndGet();
            answers.acquire();
            held.decrementAndGet();
        }
        output.write(
                "HTTP/1.1 %d Answer\r\nx-connection: %d\r\ncontent-length: 0\r\n\r\n"
                        .formatted(fails ? 503 : status, connection)
                        .getBytes(StandardCharsets.US_ASCII));
    }
}
