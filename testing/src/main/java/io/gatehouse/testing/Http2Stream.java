// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One request on an [Http2Connection].
final class Http2Stream implements GatewayStream {
    private static final int LARGEST_FRAME = 16_384;

    private final Http2Connection connection;
    private final int id;
    private final Http2Windows windows;
    private final OutputStream output = new Output();
    private final InputStream input = new Input();

    // Guarded by this.
    private final Deque<ByteBuffer> data = new ArrayDeque<>();
    private final SortedMap<String, List<String>> trailers = new TreeMap<>();
    private Optional<GatewayResponse> head = Optional.empty();
    private Optional<IOException> failure = Optional.empty();
    private boolean ended;

    Http2Stream(Http2Connection connection, int id, Http2Windows windows) {
        this.connection = connection;
        this.id = id;
        this.windows = windows;
        windows.open(id);
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public synchronized GatewayResponse head() throws IOException {
        long deadline = deadline();
        while (head.isEmpty()) {
            checkNotFailed();
            Http2Windows.await(this, deadline);
        }
        return head.get();
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public synchronized SortedMap<String, List<String>> trailers() {
        return trailers;
    }

    synchronized void received(Http2Headers headers, boolean ends) {
        SortedMap<String, List<String>> fields = new TreeMap<>();
        headers.forEach(entry ->
                fields.computeIfAbsent(entry.getKey().toString(), _ -> new ArrayList<>())
                        .add(entry.getValue().toString()));
        fields.remove(":status");
        if (headers.status() == null) {
            trailers.putAll(fields);
        } else {
            int status = Integer.parseInt(headers.status().toString());
            if (status >= 200) {
                head = Optional.of(new GatewayResponse(status, fields, ""));
            }
        }
        end(ends);
    }

    synchronized void received(byte[] content, boolean ends) {
        data.add(ByteBuffer.wrap(content));
        end(ends);
    }

    /// An answer that is complete stays so.
    synchronized void fail(IOException reason) {
        if (!ended) {
            failure = Optional.of(reason);
        }
        windows.close(id);
        notifyAll();
    }

    private void end(boolean ends) {
        if (ends) {
            ended = true;
            connection.forget(id);
        }
        notifyAll();
    }

    private synchronized boolean hasEnded() {
        return ended;
    }

    private void checkNotFailed() throws IOException {
        if (failure.isPresent()) {
            throw new IOException(failure.get().getMessage(), failure.get());
        }
    }

    private long deadline() {
        return System.nanoTime() + windows.patience().toNanos();
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int sent = 0;
            while (sent < length) {
                int size = windows.take(id, Math.min(length - sent, LARGEST_FRAME));
                byte[] payload = new byte[size];
                System.arraycopy(bytes, offset + sent, payload, 0, size);
                connection.write(Http2Frame.DATA, 0, id, payload);
                sent += size;
            }
        }

        @Override
        public void close() throws IOException {
            connection.write(Http2Frame.DATA, Http2Frame.END_STREAM, id, new byte[0]);
        }
    }

    private final class Input extends BlockInput {
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int size = length == 0 ? 0 : take(bytes, offset, length);
            if (size > 0 && !hasEnded()) {
                connection.credit(id, size);
            }
            return size;
        }

        private int take(byte[] bytes, int offset, int length) throws IOException {
            synchronized (Http2Stream.this) {
                long deadline = deadline();
                while (true) {
                    while (!data.isEmpty() && !data.getFirst().hasRemaining()) {
                        data.removeFirst();
                    }
                    if (!data.isEmpty()) {
                        ByteBuffer next = data.getFirst();
                        int size = Math.min(length, next.remaining());
                        next.get(bytes, offset, size);
                        return size;
                    }
                    if (ended) {
                        return -1;
                    }
                    checkNotFailed();
                    Http2Windows.await(Http2Stream.this, deadline);
                }
            }
        }
    }
}
