// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// An HTTP server on a Unix socket that answers every connection's first request with 204.
final class UnixBackend implements AutoCloseable {
    private static final byte[] ANSWER =
            "HTTP/1.1 204 No Content\r\nx-backend: unix\r\nconnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.UTF_8);

    private final ServerSocketChannel server;

    private UnixBackend(ServerSocketChannel server) {
        this.server = server;
    }

    static UnixBackend start(Path socket) {
        try {
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket));
            UnixBackend backend = new UnixBackend(server);
            Thread.ofVirtual().start(backend::serve);
            return backend;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        try {
            while (true) {
                try (SocketChannel connection = server.accept()) {
                    if (connection.read(ByteBuffer.allocate(65536)) > 0) {
                        connection.write(ByteBuffer.wrap(ANSWER));
                    }
                }
            }
        } catch (AsynchronousCloseException _) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
}
