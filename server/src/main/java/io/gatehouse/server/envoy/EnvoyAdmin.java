// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/// Envoy's admin interface on a Unix socket, which unlike a port is closed to other users.
/// Interrupting a thread that waits here ends the wait.
public final class EnvoyAdmin {
    private final Path socket;

    EnvoyAdmin(Path socket) {
        this.socket = socket;
    }

    /// What Envoy answered.
    public record Response(int status, String body) {}

    /// Asks for something that changes nothing.
    ///
    /// @param path with its query: `/stats?format=json`
    /// @throws IOException where Envoy is not there, or not yet
    public Response get(String path) throws IOException {
        return request("GET", path);
    }

    /// Has Envoy do something.
    public Response post(String path) throws IOException {
        return request("POST", path);
    }

    private Response request(String method, String path) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            ByteBuffer request =
                    StandardCharsets.ISO_8859_1.encode(
                            "%s %s HTTP/1.1\r\nHost: admin\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                                    .formatted(method, path));
            while (request.hasRemaining()) {
                channel.write(request);
            }
            return parse(Channels.newInputStream(channel).readAllBytes());
        }
    }

    private static Response parse(byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new EOFException("Envoy's admin interface closed the connection");
        }
        String head = text.substring(0, end).toLowerCase(Locale.ROOT);
        int status = Integer.parseInt(head.substring("http/1.1 ".length()).split("[ \r]", 2)[0]);
        byte[] body = text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
        boolean chunked = head.contains("\ntransfer-encoding: chunked");
        return new Response(
                status, new String(chunked ? unchunked(body) : body, StandardCharsets.UTF_8));
    }

    private static byte[] unchunked(byte[] body) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(body.length);
        int position = 0;
        while (true) {
            int lineEnd = position;
            while (lineEnd < body.length && body[lineEnd] != '\r') {
                lineEnd++;
            }
            if (lineEnd == body.length) {
                throw new EOFException("Envoy's admin interface broke off its answer");
            }
            String line =
                    new String(body, position, lineEnd - position, StandardCharsets.ISO_8859_1);
            int length = Integer.parseInt(line.strip(), 16);
            if (length == 0) {
                return whole.toByteArray();
            }
            whole.write(body, lineEnd + 2, length);
            position = lineEnd + 2 + length + 2;
        }
    }
}
