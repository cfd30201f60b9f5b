// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.log;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;

/// Output that nobody waits for, because its reader may stop to read: a pager, a terminal after
/// Ctrl-S. What is not taken is kept up to a bound; beyond, the oldest lines are lost and counted.
final class UnawaitedOutput implements LogOutput {
    private final PrintStream out;
    private final LongFunction<String> lossNotice;
    private final int mostCharacters;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<String> waiting = new ArrayDeque<>();
    private int characters;
    private long lost;
    private boolean writing;

    /// @param lossNotice the line that tells how many lines are lost
    UnawaitedOutput(PrintStream out, LongFunction<String> lossNotice, int mostCharacters) {
        this.out = out;
        this.lossNotice = lossNotice;
        this.mostCharacters = mostCharacters;
        Thread.ofPlatform().name("log").daemon().start(this::write);
    }

    @Override
    public void print(String text) {
        lock.lock();
        try {
            waiting.add(text);
            characters += text.length();
            while (characters > mostCharacters && waiting.size() > 1) {
                String oldest = waiting.remove();
                characters -= oldest.length();
                lost += oldest.lines().count();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void finish(Duration limit) {
        lock.lock();
        try {
            long rest = limit.toNanos();
            while (rest > 0 && (writing || !waiting.isEmpty())) {
                rest = changed.awaitNanos(rest);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void write() {
        try {
            while (true) {
                out.print(next());
                out.flush();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            writing = false;
            changed.signalAll();
            while (waiting.isEmpty()) {
                changed.await();
            }
            writing = true;
            String text = waiting.remove();
            characters -= text.length();
            if (lost > 0) {
                text = lossNotice.apply(lost) + text;
                lost = 0;
            }
            return text;
        } finally {
            lock.unlock();
        }
    }
}
