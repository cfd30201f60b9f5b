// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/// A port on loopback that answers no attempt to connect: its queue is full, and nobody accepts.
final class FullBackend implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 100;

    private final ServerSocket server;
    private final List<Socket> queued = new ArrayList<>();

    private FullBackend(ServerSocket server) {
        this.server = server;
    }

    static FullBackend start() {
        try {
            FullBackend backend =
                    new FullBackend(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            backend.fill();
            return backend;
        } catch (IOException e) {
            throw new UncheckedIOException("no port for a backend", e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() {
        try {
            for (Socket socket : queued) {
                socket.close();
            }
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fill() throws IOException {
        try {
            while (true) {
                Socket socket = new Socket();
                queued.add(socket);
                socket.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port()),
                        PATIENCE_MILLIS);
            }
        } catch (SocketTimeoutException _) {
            // full
        }
    }
}
