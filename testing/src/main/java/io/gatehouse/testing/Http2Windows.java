// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How much a connection and its streams may send (RFC 9113, section 5.2).
final class Http2Windows {
    private static final int DEFAULT = 65_535;

    private final Duration patience;
    private final Map<Integer, Long> streams = new TreeMap<>();
    private long connection = DEFAULT;
    private int initial = DEFAULT;

    Http2Windows(Duration patience) {
        this.patience = patience;
    }

    Duration patience() {
        return patience;
    }

    synchronized void open(int stream) {
        streams.put(stream, (long) initial);
    }

    /// Who waits on that stream's window waits no longer.
    synchronized void close(int stream) {
        streams.remove(stream);
        notifyAll();
    }

    synchronized void grow(int stream, int by) {
        if (stream == 0) {
            connection += by;
        } else {
            streams.computeIfPresent(stream, (_, window) -> window + by);
        }
        notifyAll();
    }

    /// Of open streams, too.
    synchronized void initial(int size) {
        int more = size - initial;
        initial = size;
        streams.replaceAll((_, window) -> window + more);
        notifyAll();
    }

    /// Waits until something may be sent, and takes at most that much.
    synchronized int take(int stream, int wanted) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            @Nullable Long window = streams.get(stream);
            if (window == null) {
                throw new IOException("the request has ended");
            }
            long allowed = Math.min(connection, window);
            if (allowed > 0) {
                int taken = (int) Math.min(allowed, wanted);
                connection -= taken;
                streams.put(stream, window - taken);
                return taken;
            }
            await(this, deadline);
        }
    }

    /// Waits for a notification of that object, which the caller has locked and asks in a loop.
    @SuppressWarnings("WaitNotInLoop")
    static void await(Object lock, long deadline) throws IOException {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= 0) {
            throw new SocketTimeoutException("nothing came in time");
        }
        try {
            lock.wait(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
