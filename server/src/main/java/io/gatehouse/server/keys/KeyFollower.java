// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.keys;

import io.gatehouse.engine.FetchedKeys;
import io.gatehouse.engine.KeySource;
import io.gatehouse.server.fetch.FetchException;
import io.gatehouse.server.fetch.RetryDelay;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// Fetches the keys of one source again and again, sooner after a failure.
final class KeyFollower implements AutoCloseable {
    private final KeySource source;
    private final KeyFetch fetch;
    private final KeySettings settings;
    private final Semaphore permits;
    private final Consumer<FetchedKeys> sink;
    private final Thread thread;
    private volatile Duration timeout;
    private FetchedKeys good;

    /// @param permits for attempts at a time
    /// @param good what this source gave before; of them the document counts
    /// @param sink must not block
    KeyFollower(
            KeySource source,
            Duration timeout,
            KeyFetch fetch,
            KeySettings settings,
            Semaphore permits,
            FetchedKeys good,
            Consumer<FetchedKeys> sink) {
        this.source = source;
        this.timeout = timeout;
        this.fetch = fetch;
        this.settings = settings;
        this.permits = permits;
        this.good = good;
        this.sink = sink;
        thread = Thread.ofVirtual().name("keys").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void setTimeout(Duration timeout) {
        this.timeout = timeout;
    }

    private void run() {
        RetryDelay first = new RetryDelay(settings.firstRetry(), settings.longestRetry());
        RetryDelay retry = first;
        try {
            while (true) {
                FetchedKeys fetched = attempt();
                good = fetched;
                sink.accept(fetched);
                if (fetched.problem().isEmpty()) {
                    retry = first;
                    Thread.sleep(settings.refresh());
                } else {
                    Thread.sleep(retry.length());
                    retry = retry.doubled();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private FetchedKeys attempt() throws InterruptedException {
        permits.acquire();
        try {
            return new FetchedKeys(Optional.of(fetch.document(source, timeout)), Optional.empty());
        } catch (FetchException e) {
            return new FetchedKeys(good.document(), Optional.ofNullable(e.getMessage()));
        } finally {
            permits.release();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
