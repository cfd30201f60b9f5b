// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EnvoyAdminTest {
    private RunDirectory directory;
    private ServerSocketChannel server;
    private EnvoyAdmin admin;

    @BeforeEach
    void listen() throws IOException {
        directory = RunDirectory.create();
        var address = UnixDomainSocketAddress.of(directory.path().resolve("admin.sock"));
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
        admin = new EnvoyAdmin(address.getPath());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        directory.close();
    }

    @Test
    void readsABodyOfKnownLength() throws IOException {
        answer("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 3\r\n\r\nno\n");
        assertThat(admin.get("/ready")).isEqualTo(new EnvoyAdmin.Response(503, "no\n"));
    }

    @Test
    void readsChunksAndUtf8() throws IOException {
        String chunks = "5\r\nab\r\nc\r\n10\r\n0123456789ab\u00e9\u00e9\r\n0\r\n\r\n";
        answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
        assertThat(admin.post("/stats"))
                .isEqualTo(new EnvoyAdmin.Response(200, "ab\r\nc0123456789ab\u00e9\u00e9"));
    }

    @Test
    void tellsOfABrokenAnswer() {
        answer("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nabcde\r\n");
        assertThatThrownBy(() -> admin.get("/stats")).isInstanceOf(EOFException.class);
        answer("");
        assertThatThrownBy(() -> admin.get("/stats")).isInstanceOf(EOFException.class);
    }

    @Test
    void tellsThatNobodyListens() throws IOException {
        server.close();
        assertThatThrownBy(() -> admin.get("/ready")).isInstanceOf(IOException.class);
    }

    private void answer(String bytes) {
        Thread.ofVirtual()
                .start(() -> {
                    try (SocketChannel channel = server.accept()) {
                        channel.read(ByteBuffer.allocate(1024));
                        channel.write(StandardCharsets.UTF_8.encode(bytes));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }
}
