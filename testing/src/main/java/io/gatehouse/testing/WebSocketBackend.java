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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;

/// A WebSocket server on a loopback port of its own that sends back every message it gets.
public final class WebSocketBackend implements AutoCloseable {
    private static final String KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final ServerSocket server;

    private WebSocketBackend(ServerSocket server) {
        this.server = server;
    }

    public static WebSocketBackend start() {
        try {
            WebSocketBackend backend =
                    new WebSocketBackend(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().name("websocket-backend").start(backend::accept);
            return backend;
        } catch (IOException e) {
            throw new UncheckedIOException("no port for a WebSocket backend", e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /// What a server answers to a client's key (RFC 6455, section 4.2.2).
    public static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest((key + KEY_SUFFIX).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
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
                Thread.ofVirtual().name("websocket").start(() -> serve(socket));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            InputStream input = new BufferedInputStream(socket.getInputStream());
            OutputStream output = socket.getOutputStream();
            Http1Lines.read(input);
            SortedMap<String, List<String>> headers = Http1Stream.fields(input);
            String key = headers.getOrDefault("sec-websocket-key", List.of("")).getFirst();
            output.write(
                    """
                    HTTP/1.1 101 Switching Protocols\r
                    Upgrade: websocket\r
                    Connection: Upgrade\r
                    Sec-WebSocket-Accept: %s\r
                    \r
                    """
                            .formatted(accept(key))
                            .getBytes(StandardCharsets.US_ASCII));
            WebSocketFrame message;
            do {
                message = WebSocketFrame.read(input);
                message.writeUnmasked(output);
            } while (message.type() != WebSocketFrame.CLOSE);
        } catch (IOException _) {
            // the client has gone
        }
    }
}
