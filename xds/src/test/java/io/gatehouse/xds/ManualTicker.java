// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Time that passes when the test says so.
final class ManualTicker implements Ticker {
    private final List<Pending> pending = new ArrayList<>();
    private long now = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();

    private record Pending(long at, Runnable task) {}

    @Override
    public synchronized Instant now() {
        return Instant.EPOCH;
    }

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized Alarm at(long nanoTime, Runnable task) {
        Pending alarm = new Pending(nanoTime, task);
        pending.add(alarm);
        runDue();
        return () -> cancel(alarm);
    }

    private synchronized void cancel(Pending alarm) {
        pending.remove(alarm);
    }

    synchronized void advance(Duration time) {
        now += time.toNanos();
        runDue();
    }

    private void runDue() {
        List<Pending> due = pending.stream().filter(alarm -> alarm.at - now <= 0).toList();
        pending.removeAll(due);
        due.forEach(alarm -> alarm.task.run());
    }
}
