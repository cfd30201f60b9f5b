// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.time.Instant;

/// Time as the discovery server sees it. Safe for use by any thread.
public interface Ticker {
    Instant now();

    /// Nanoseconds since some fixed moment.
    long nanoTime();

    /// Runs the task once, when [#nanoTime] has got there, on a thread of the ticker's own; the
    /// task must not wait.
    Alarm at(long nanoTime, Runnable task);

    /// A task that has not run yet.
    interface Alarm {
        void cancel();
    }
}
