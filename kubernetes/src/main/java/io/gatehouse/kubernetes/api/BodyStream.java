// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.api;

import io.fabric8.kubernetes.client.http.AsyncBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The body of an answer, to be read as it comes, by one thread. What is not read yet is not asked
/// for either.
final class BodyStream extends InputStream implements AsyncBody.Consumer<List<ByteBuffer>> {
    private sealed interface Part {
        record Content(List<ByteBuffer> buffers) implements Part {}

        record End(Optional<Throwable> failure) implements Part {}
    }

    private final LinkedBlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private final Queue<ByteBuffer> buffers = new ArrayDeque<>();
    private final Duration longest;
    private final long deadline;
    private @Nullable AsyncBody body;
    private Optional<Part.End> end = Optional.empty();

    /// @param longest from now on, that reading may take
    BodyStream(Duration longest) {
        this.longest = longest;
        this.deadline = System.nanoTime() + longest.toNanos();
    }

    /// Before anything is read.
    void attach(AsyncBody answer) {
        body = answer;
        CompletableFuture<Void> _ =
                answer.done()
                        .whenComplete((_, failure) ->
                                parts.add(new Part.End(Optional.ofNullable(failure))));
    }

    @Override
    public void consume(List<ByteBuffer> content, AsyncBody from) {
        parts.add(new Part.Content(content));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (buffers.isEmpty()) {
            if (end.isPresent() || !fill()) {
                return atEnd();
            }
        }
        ByteBuffer first = buffers.element();
        int count = Math.min(length, first.remaining());
        first.get(target, offset, count);
        if (!first.hasRemaining()) {
            buffers.remove();
        }
        return count;
    }

    /// Waits for more; false at the end.
    private boolean fill() throws IOException {
        if (parts.isEmpty() && body != null) {
            body.consume();
        }
        switch (next()) {
            case Part.Content(List<ByteBuffer> content) ->
                    content.stream().filter(ByteBuffer::hasRemaining).forEach(buffers::add);
            case Part.End last -> end = Optional.of(last);
        }
        return end.isEmpty();
    }

    private Part next() throws IOException {
        try {
            Part part = parts.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (part == null) {
                close();
                throw new SocketTimeoutException(
                        "the answer has not ended after %d s".formatted(longest.toSeconds()));
            }
            return part;
        } catch (InterruptedException _) {
            close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private int atEnd() throws IOException {
        Optional<Throwable> failure = end.flatMap(Part.End::failure);
        if (failure.isPresent()) {
            throw new IOException("the answer broke off: " + FailureText.of(failure.get()));
        }
        return -1;
    }

    @Override
    public void close() {
        if (body != null) {
            body.cancel();
        }
    }
}
