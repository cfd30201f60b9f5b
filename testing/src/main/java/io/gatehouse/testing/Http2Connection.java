// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.net.ssl.SSLSocket;

/// As much of HTTP/2 as one request at a time needs.
final class Http2Connection extends GatewayConnection {
    private static final int MAX_FRAME = 16_384;

    private final DataInputStream input;
    private final DataOutputStream output;
    private final DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder();
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();
    private final String scheme;
    private int nextStream = 1;

    Http2Connection(Socket socket) throws IOException {
        super(socket);
        this.scheme = socket instanceof SSLSocket ? "https" : "http";
        this.input = new DataInputStream(socket.getInputStream());
        this.output = new DataOutputStream(socket.getOutputStream());
        output.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        write(Http2Frame.SETTINGS, 0, 0, new byte[0]);
    }

    @Override
    public GatewayResponse send(GatewayRequest request) throws IOException {
        int stream = nextStream;
        nextStream += 2;
        try {
            write(request, stream);
            return read(stream);
        } catch (Http2Exception e) {
            throw new IOException("headers cannot be read or written", e);
        }
    }

    private void write(GatewayRequest request, int stream) throws IOException, Http2Exception {
        Http2Headers headers =
                new DefaultHttp2Headers()
                        .method(request.method())
                        .scheme(scheme)
                        .authority(request.host())
                        .path(request.path());
        request.headers()
                .forEach(header ->
                        headers.add(header.name().toLowerCase(Locale.ROOT), header.value()));
        byte[] body = request.bodyBytes();
        if (body.length > MAX_FRAME) {
            throw new IllegalArgumentException("body: more than " + MAX_FRAME + " bytes");
        }
        ByteBuf block = Unpooled.buffer();
        encoder.encodeHeaders(stream, headers, block);
        int end = body.length == 0 ? Http2Frame.END_STREAM : 0;
        write(
                Http2Frame.HEADERS,
                Http2Frame.END_HEADERS | end,
                stream,
                ByteBufUtil.getBytes(block));
        if (body.length > 0) {
            write(Http2Frame.DATA, Http2Frame.END_STREAM, stream, body);
        }
    }

    private GatewayResponse read(int stream) throws IOException, Http2Exception {
        SortedMap<String, List<String>> headers = new TreeMap<>();
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        boolean ended = false;
        boolean open = false;
        while (!ended || open) {
            Http2Frame frame = Http2Frame.read(input);
            if (frame.stream() != 0 && frame.stream() != stream) {
                throw new IOException("answer to another request: " + frame);
            }
            switch (frame.type()) {
                case Http2Frame.HEADERS, Http2Frame.CONTINUATION -> {
                    block.write(frame.content());
                    open = !frame.has(Http2Frame.END_HEADERS);
                    if (!open) {
                        decode(stream, block.toByteArray(), headers);
                        block.reset();
                    }
                }
                case Http2Frame.DATA -> {
                    body.write(frame.content());
                    credit(frame, stream);
                }
                default -> serve(frame);
            }
            ended |= frame.endsStream();
        }
        int status = Integer.parseInt(headers.getOrDefault(":status", List.of("0")).getFirst());
        headers.remove(":status");
        return new GatewayResponse(status, headers, body.toString(StandardCharsets.UTF_8));
    }

    private void decode(int stream, byte[] block, SortedMap<String, List<String>> headers)
            throws Http2Exception {
        Http2Headers decoded = decoder.decodeHeaders(stream, Unpooled.wrappedBuffer(block));
        if (decoded.status() != null) {
            headers.clear();
        }
        decoded.forEach(entry ->
                headers.computeIfAbsent(entry.getKey().toString(), _ -> new ArrayList<>())
                        .add(entry.getValue().toString()));
    }

    private void serve(Http2Frame frame) throws IOException {
        switch (frame.type()) {
            case Http2Frame.SETTINGS -> {
                if (!frame.has(Http2Frame.ACK)) {
                    write(Http2Frame.SETTINGS, Http2Frame.ACK, 0, new byte[0]);
                }
            }
            case Http2Frame.PING -> {
                if (!frame.has(Http2Frame.ACK)) {
                    write(Http2Frame.PING, Http2Frame.ACK, 0, frame.payload());
                }
            }
            case Http2Frame.RST_STREAM -> throw new IOException("the gateway reset the request");
            // An answer may still come before the connection ends.
            default -> {}
        }
    }

    private void credit(Http2Frame frame, int stream) throws IOException {
        int size = frame.payload().length;
        if (size > 0) {
            byte[] increment = {
                (byte) (size >> 24), (byte) (size >> 16), (byte) (size >> 8), (byte) size
            };
            write(Http2Frame.WINDOW_UPDATE, 0, 0, increment);
            if (!frame.endsStream()) {
                write(Http2Frame.WINDOW_UPDATE, 0, stream, increment);
            }
        }
    }

    private void write(int type, int flags, int stream, byte[] payload) throws IOException {
        new Http2Frame(type, flags, stream, payload).writeTo(output);
    }
}
