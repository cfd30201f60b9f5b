// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Where everything that concerns a stream is put, by any thread and without waiting, for the one
/// thread that serves it. Snapshots take one slot: a newer one takes in the one before it.
final class Mailbox<Q> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private List<Q> requests = new ArrayList<>();
    private @Nullable SnapshotUpdate update;
    private @Nullable Status end;
    private boolean woken;

    void request(Q request) {
        put(() -> requests.add(request));
    }

    void update(SnapshotUpdate newer) {
        put(() -> update = update == null ? newer : newer.after(update));
    }

    /// Has the stream look whether there is something to do: it may be able to send again, or a
    /// time is over.
    void wake() {
        put(() -> {});
    }

    /// The first end counts.
    void end(Status status) {
        put(() -> end = end == null ? status : end);
    }

    /// Waits until there is something.
    Arrivals<Q> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!woken) {
                arrived.await();
            }
            Arrivals<Q> arrivals =
                    new Arrivals<>(requests, Optional.ofNullable(update), Optional.ofNullable(end));
            requests = new ArrayList<>();
            update = null;
            woken = false;
            return arrivals;
        } finally {
            lock.unlock();
        }
    }

    private void put(Runnable change) {
        lock.lock();
        try {
            change.run();
            woken = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }
}
