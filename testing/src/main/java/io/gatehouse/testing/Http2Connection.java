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
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// As much of HTTP/2 as requests to a gateway need. A thread of its own reads all frames; whoever
/// sends and waits does so on [Http2Stream]s, which share this connection's lock.
final class Http2Connection extends GatewayConnection {
    private static final int SETTING_INITIAL_WINDOW = 4;

    private final DataInputStream input;
    private final DataOutputStream output;
    private final DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder();
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();
    private final String scheme;
    private final Map<Integer, Http2Stream> streams = new ConcurrentHashMap<>();
    private final Http2Windows windows;
    private int nextStream = 1;
    private volatile @Nullable IOException failure;

    Http2Connection(Socket socket, Duration patience) throws IOException {
        super(socket);
        this.scheme = socket instanceof SSLSocket ? "https" : "http";
        this.windows = new Http2Windows(patience);
        this.input = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.output = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        socket.setSoTimeout(0); // those who wait for an answer watch the time
        output.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        write(Http2Frame.SETTINGS, 0, 0, new byte[0]);
        Thread.ofVirtual().name("http2-connection").start(this::read);
    }

    @Override
    public GatewayStream start(GatewayRequest request) throws IOException {
        byte[] body = request.bodyBytes();
        Http2Stream stream = open(request, body.length == 0);
        if (body.length > 0) {
            stream.output().write(body);
            stream.output().close();
        }
        return stream;
    }

    @Override
    public GatewayStream upload(GatewayRequest request) throws IOException {
        return open(request, false);
    }

    private synchronized Http2Stream open(GatewayRequest request, boolean ends) throws IOException {
        IOException broken = failure;
        if (broken != null) {
            throw new IOException(broken.getMessage(), broken);
        }
        int id = nextStream;
        nextStream += 2;
        Http2Stream stream = new Http2Stream(this, id, windows);
        streams.put(id, stream);
        Http2Headers headers =
                new DefaultHttp2Headers()
                        .method(request.method())
                        .scheme(scheme)
                        .authority(request.host())
                        .path(request.path());
        request.headers()
                .forEach(header ->
                        headers.add(header.name().toLowerCase(Locale.ROOT), header.value()));
        ByteBuf block = Unpooled.buffer();
        try {
            encoder.encodeHeaders(id, headers, block);
        } catch (Http2Exception e) {
            throw new IOException("headers cannot be written", e);
        }
        int end = ends ? Http2Frame.END_STREAM : 0;
        write(Http2Frame.HEADERS, Http2Frame.END_HEADERS | end, id, ByteBufUtil.getBytes(block));
        return stream;
    }

    synchronized void write(int type, int flags, int stream, byte[] payload) throws IOException {
        new Http2Frame(type, flags, stream, payload).writeTo(output);
    }

    private void read() {
        try {
            ByteArrayOutputStream block = new ByteArrayOutputStream();
            boolean ends = false;
            while (true) {
                Http2Frame frame = Http2Frame.read(input);
                switch (frame.type()) {
                    case Http2Frame.HEADERS, Http2Frame.CONTINUATION -> {
                        block.write(frame.content());
                        ends |= frame.endsStream();
                        if (frame.has(Http2Frame.END_HEADERS)) {
                            headers(frame.stream(), block.toByteArray(), ends);
                            block.reset();
                            ends = false;
                        }
                    }
                    case Http2Frame.DATA -> data(frame);
                    default -> serve(frame);
                }
            }
        } catch (IOException e) {
            fail(e);
        } catch (Http2Exception e) {
            fail(new IOException("headers cannot be read", e));
        }
    }

    private void fail(IOException reason) {
        failure = reason;
        streams.values().forEach(stream -> stream.fail(reason));
    }

    private void headers(int id, byte[] block, boolean ends) throws Http2Exception {
        Http2Headers decoded = decoder.decodeHeaders(id, Unpooled.wrappedBuffer(block));
        Http2Stream stream = streams.get(id);
        if (stream != null) {
            stream.received(decoded, ends);
        }
    }

    private void data(Http2Frame frame) throws IOException {
        credit(0, frame.payload().length);
        Http2Stream stream = streams.get(frame.stream());
        if (stream != null) {
            stream.received(frame.content(), frame.endsStream());
            credit(frame.stream(), frame.payload().length - frame.content().length);
        }
    }

    /// Lets the gateway send so many more bytes; stream 0 is the connection.
    void credit(int stream, int size) throws IOException {
        if (size > 0) {
            write(Http2Frame.WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(size).array());
        }
    }

    void forget(int stream) {
        streams.remove(stream);
    }

    private void serve(Http2Frame frame) throws IOException {
        switch (frame.type()) {
            case Http2Frame.SETTINGS -> {
                if (!frame.has(Http2Frame.ACK)) {
                    settings(ByteBuffer.wrap(frame.payload()));
                    write(Http2Frame.SETTINGS, Http2Frame.ACK, 0, new byte[0]);
                }
            }
            case Http2Frame.PING -> {
                if (!frame.has(Http2Frame.ACK)) {
                    write(Http2Frame.PING, Http2Frame.ACK, 0, frame.payload());
                }
            }
            case Http2Frame.WINDOW_UPDATE ->
                    windows.grow(frame.stream(), ByteBuffer.wrap(frame.payload()).getInt());
            case Http2Frame.RST_STREAM -> {
                windows.close(frame.stream());
                Http2Stream stream = streams.get(frame.stream());
                if (stream != null) {
                    stream.fail(new IOException("the gateway reset the request"));
                }
            }
            // An answer may still come before the connection ends.
            default -> {}
        }
    }

    private void settings(ByteBuffer settings) {
        while (settings.remaining() >= 6) {
            int setting = settings.getShort() & 0xffff;
            int value = settings.getInt();
            if (setting == SETTING_INITIAL_WINDOW) {
                windows.initial(value);
            }
        }
    }
}
