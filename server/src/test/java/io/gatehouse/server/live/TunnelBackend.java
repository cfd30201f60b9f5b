// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// An HTTP proxy that opens a tunnel for every request and connects nowhere: through the tunnel it
/// says how it was asked for, then what the first line in it was, and closes.
final class TunnelBackend implements AutoCloseable {
    private final ServerSocket server;

    private TunnelBackend(ServerSocket server) {
        this.server = server;
    }

    static TunnelBackend start() {
        try {
            TunnelBackend backend =
                    new TunnelBackend(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(backend::serve);
            return backend;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        try {
            while (true) {
                try (Socket connection = server.accept()) {
                    answer(connection);
                }
            }
        } catch (SocketException _) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(Socket connection) throws IOException {
        BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                connection.getInputStream(), StandardCharsets.US_ASCII));
        String method = String.valueOf(reader.readLine()).split(" ", 2)[0];
        String host = "";
        boolean chunked = false;
        for (String line = reader.readLine();
                line != null && !line.isEmpty();
                line = reader.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("host:")) {
                host = line.substring("host:".length()).strip();
            }
            chunked |= line.equalsIgnoreCase("transfer-encoding: chunked");
        }
        write(connection, "HTTP/1.1 200 OK\r\n\r\n");
        if (chunked) {
            reader.readLine();
        }
        write(connection, "%s %s: %s".formatted(method, host, reader.readLine()));
    }

    private static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        connection.getOutputStream().flush();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
