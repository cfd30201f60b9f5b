// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The time of this machine, with one daemon thread for alarms.
public final class SystemTicker implements Ticker, AutoCloseable {
    private final ScheduledThreadPoolExecutor alarms;

    public SystemTicker() {
        alarms =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("xds-alarms").factory());
        alarms.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Alarm at(long nanoTime, Runnable task) {
        long delay = nanoTime - nanoTime();
        Future<?> alarm = alarms.schedule(task, delay, TimeUnit.NANOSECONDS);
        return () -> alarm.cancel(false);
    }

    @Override
    public void close() {
        alarms.shutdownNow();
    }
}
