// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

final class Http1Connection extends GatewayConnection {
    private final HttpVersion version;
    private final InputStream input;
    private final OutputStream output;

    Http1Connection(Socket socket, HttpVersion version) throws IOException {
        super(socket);
        this.version = version;
        this.input = new BufferedInputStream(socket.getInputStream());
        this.output = socket.getOutputStream();
    }

    @Override
    public GatewayStream start(GatewayRequest request) throws IOException {
        byte[] body = request.bodyBytes();
        StringBuilder head = head(request);
        if (body.length > 0) {
            field(head, "Content-Length", Integer.toString(body.length));
        }
        write(head, body);
        OutputStream rest = isUpgrade(request) ? output : OutputStream.nullOutputStream();
        return new Http1Stream(request.method(), input, rest);
    }

    @Override
    public GatewayStream upload(GatewayRequest request) throws IOException {
        StringBuilder head = head(request);
        field(head, "Transfer-Encoding", "chunked");
        write(head, new byte[0]);
        return new Http1Stream(request.method(), input, new ChunkedOutput(output));
    }

    private static boolean isUpgrade(GatewayRequest request) {
        return request.headers().stream()
                .anyMatch(header -> header.name().equalsIgnoreCase("upgrade"));
    }

    private StringBuilder head(GatewayRequest request) {
        StringBuilder head = new StringBuilder();
        head.append(request.method()).append(' ').append(request.path()).append(' ');
        head.append(version == HttpVersion.HTTP_1_0 ? "HTTP/1.0" : "HTTP/1.1").append("\r\n");
        field(head, "Host", request.host());
        request.headers().forEach(header -> field(head, header.name(), header.value()));
        return head;
    }

    private void write(StringBuilder head, byte[] body) throws IOException {
        head.append("\r\n");
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        message.write(body);
        output.write(message.toByteArray());
        output.flush();
    }

    private static void field(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }
}
