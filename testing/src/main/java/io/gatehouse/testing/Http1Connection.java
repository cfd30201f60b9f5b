// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

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
    public GatewayResponse send(GatewayRequest request) throws IOException {
        write(request);
        String[] statusLine = line().split(" ", 3);
        int status = Integer.parseInt(statusLine[1]);
        while (status >= 100 && status < 200 && status != 101) {
            headers();
            status = Integer.parseInt(line().split(" ", 3)[1]);
        }
        SortedMap<String, List<String>> headers = headers();
        boolean bodiless = request.method().equals("HEAD") || status == 204 || status == 304;
        return new GatewayResponse(status, headers, bodiless ? "" : body(headers));
    }

    private void write(GatewayRequest request) throws IOException {
        StringBuilder head = new StringBuilder();
        head.append(request.method()).append(' ').append(request.path()).append(' ');
        head.append(version == HttpVersion.HTTP_1_0 ? "HTTP/1.0" : "HTTP/1.1").append("\r\n");
        field(head, "Host", request.host());
        request.headers().forEach(header -> field(head, header.name(), header.value()));
        byte[] body = request.bodyBytes();
        if (body.length > 0) {
            field(head, "Content-Length", Integer.toString(body.length));
        }
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

    private SortedMap<String, List<String>> headers() throws IOException {
        SortedMap<String, List<String>> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IOException("not a header: " + line);
            }
            headers.computeIfAbsent(
                            line.substring(0, colon).toLowerCase(Locale.ROOT),
                            _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return headers;
    }

    private String body(SortedMap<String, List<String>> headers) throws IOException {
        byte[] bytes;
        if (headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
            bytes = chunks();
        } else if (headers.containsKey("content-length")) {
            bytes = exactly(Integer.parseInt(headers.get("content-length").getFirst()));
        } else {
            bytes = input.readAllBytes();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.write(exactly(size));
            line();
        }
        headers();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
    }

    private byte[] exactly(int size) throws IOException {
        byte[] bytes = input.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("connection closed within a body");
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                throw new EOFException("connection closed by the gateway");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
