// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Has memory go back to the system after many objects have gone, or changes have left much behind.
/// The JVM's serial collector does so only when it collects everything, which it never does of its
/// own while there is room: a quarter of the machine's memory, unless told otherwise.
final class MemoryReturn {
    /// Quiet for so long, nobody waits for what a collection holds up.
    static final Duration QUIET = Duration.ofSeconds(20);

    private static final int WORTHWHILE = 1_000;
    private static final long WORTHWHILE_BYTES = 64L << 20;

    private final LongSupplier used;
    private int most;
    private long least = Long.MAX_VALUE;
    private boolean due;
    private boolean overdue;

    MemoryReturn() {
        this(() -> Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    }

    /// @param used bytes of the heap, with what has not been collected
    MemoryReturn(LongSupplier used) {
        this.used = used;
    }

    /// So many objects there are now.
    void count(int objects) {
        most = Math.max(most, objects);
        if (objects < most / 2 && most - objects >= WORTHWHILE) {
            most = objects;
            due = true;
        }
        long bytes = used.getAsLong();
        least = Math.min(least, bytes);
        due |= bytes > 2 * least + WORTHWHILE_BYTES;
        overdue = bytes > 4 * least + WORTHWHILE_BYTES;
    }

    /// Whether it is worth it when nobody waits.
    boolean due() {
        return due;
    }

    /// Whether it is worth it in any case.
    boolean overdue() {
        return overdue;
    }

    void collect() {
        due = false;
        overdue = false;
        System.gc();
        least = used.getAsLong();
    }
}
