// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import java.time.Duration;

/// Has memory go back to the system after many objects have gone. The JVM's serial collector does
/// so only when it collects everything, which it never does of its own while there is room.
final class MemoryReturn {
    /// Quiet for so long, nobody waits for what a collection holds up.
    static final Duration QUIET = Duration.ofSeconds(20);

    private static final int WORTHWHILE = 1_000;

    private int most;
    private boolean due;

    /// So many objects there are now.
    void count(int objects) {
        most = Math.max(most, objects);
        if (objects < most / 2 && most - objects >= WORTHWHILE) {
            most = objects;
            due = true;
        }
    }

    boolean due() {
        return due;
    }

    void collect() {
        due = false;
        System.gc();
    }
}
