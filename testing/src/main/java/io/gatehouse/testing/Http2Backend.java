// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// A server of HTTP/2 without TLS on a loopback port of its own that says as little as it may: it
/// answers 204 or not at all, and never a ping. Connections that speak anything else it closes.
public final class Http2Backend implements AutoCloseable {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final byte STATUS_204 = (byte) 0x89; // RFC 7541, appendix A, 9

    private final ServerSocket server;
    private final boolean answers;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger pings = new AtomicInteger();

    private Http2Backend(ServerSocket server, boolean answers) {
        this.server = server;
        this.answers = answers;
    }

    /// Answers each request with 204.
    public static Http2Backend answering() {
        return start(true);
    }

    /// Takes requests and leaves them unanswered.
    public static Http2Backend silent() {
        return start(false);
    }

    private static Http2Backend start(boolean answers) {
        try {
            Http2Backend backend =
                    new Http2Backend(
                            new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answers);
            Thread.ofVirtual().name("http2-backend").start(backend::accept);
            return backend;
        } catch (IOException e) {
            throw new UncheckedIOException("no port for an HTTP/2 backend", e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /// How many connections began as HTTP/2 does, so far.
    public int connections() {
        return connections.get();
    }

    /// How many requests arrived so far.
    public int requests() {
        return requests.get();
    }

    /// How many pings arrived so far.
    public int pings() {
        return pings.get();
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
                Thread.ofVirtual().name("http2").start(() -> serve(socket));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream input = new DataInputStream(socket.getInputStream());
            DataOutputStream output = new DataOutputStream(socket.getOutputStream());
            expectPreface(input);
            connections.incrementAndGet();
            new Http2Frame(Http2Frame.SETTINGS, 0, 0, new byte[0]).writeTo(output);
            while (true) {
                take(Http2Frame.read(input), output);
            }
        } catch (IOException _) {
            // the gateway has closed it
        }
    }

    private static void expectPreface(DataInputStream input) throws IOException {
        byte[] preface = input.readNBytes(PREFACE.length());
        if (!new String(preface, StandardCharsets.US_ASCII).equals(PREFACE)) {
            throw new EOFException("not HTTP/2");
        }
    }

    private void take(Http2Frame frame, DataOutputStream output) throws IOException {
        switch (frame.type()) {
            case Http2Frame.SETTINGS -> {
                if (!frame.has(Http2Frame.ACK)) {
                    new Http2Frame(Http2Frame.SETTINGS, Http2Frame.ACK, 0, new byte[0])
                            .writeTo(output);
                }
            }
            case Http2Frame.PING -> pings.incrementAndGet();
            case Http2Frame.HEADERS -> {
                requests.incrementAndGet();
                if (answers) {
                    int flags = Http2Frame.END_STREAM | Http2Frame.END_HEADERS;
                    new Http2Frame(
                                    Http2Frame.HEADERS,
                                    flags,
                                    frame.stream(),
                                    new byte[] {STATUS_204})
                            .writeTo(output);
                }
            }
            default -> {
                // nothing that it must react to
            }
        }
    }
}
