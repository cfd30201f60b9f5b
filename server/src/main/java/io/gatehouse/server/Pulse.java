// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Counts what happens, so that whoever waits for something looks again as soon as it may have come
/// about. Safe for use by any thread.
public final class Pulse {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition beaten = lock.newCondition();
    private long count;

    public void beat() {
        lock.lock();
        try {
            count++;
            beaten.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public long count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /// Returns when more has happened than `seen`, or time is up.
    public void await(long seen, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (count <= seen && left > 0) {
                left = beaten.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
