// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admission;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.server.ControlPlaneState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tries objects out by a thread and on a graph of its own, which follows what the control plane
/// knows whenever it is asked, so that the control loop does not notice.
final class Rehearsal implements Surroundings, AutoCloseable {
    private static final Duration KEPT_UNUSED = Duration.ofMinutes(10);

    private final Supplier<Optional<ControlPlaneState>> state;
    private final Supplier<Collection<ProxyGroup>> connected;
    private final InstantSource time;
    private final LongSupplier nanoTime;
    private final Duration patience;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("rehearsal").factory());
    private final ExpectedObjects expected = new ExpectedObjects();
    private @Nullable Stage stage;
    private long lastUsed;

    /// @param state absent until there is one
    /// @param connected groups that have proxies here
    /// @param time by which certificates are valid
    /// @param nanoTime as of [System#nanoTime()], for all that takes time
    /// @param patience how long an answer may take
    Rehearsal(
            Supplier<Optional<ControlPlaneState>> state,
            Supplier<Collection<ProxyGroup>> connected,
            InstantSource time,
            LongSupplier nanoTime,
            Duration patience) {
        this.state = state;
        this.connected = connected;
        this.time = time;
        this.nanoTime = nanoTime;
        this.patience = patience;
    }

    @Override
    public Outlook of(String namespace, List<ConfigObject> versions) throws InterruptedException {
        if (state.get().isEmpty()) {
            return new Outlook.Unknown();
        }
        try {
            Future<Outlook> outlook = thread.submit(() -> look(namespace, versions));
            try {
                return outlook.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                outlook.cancel(false);
                return new Outlook.Unknown();
            }
        } catch (RejectedExecutionException _) {
            return new Outlook.Unknown();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Outlook look(String namespace, List<ConfigObject> versions) {
        lastUsed = nanoTime.getAsLong();
        Stage now = stage;
        if (now == null) {
            now = new Stage();
            stage = now;
        }
        ControlPlaneState known = expected.over(state.get().orElseThrow(), lastUsed);
        now.follow(known, connected.get(), time.instant());
        if (!now.reads(namespace)) {
            return new Outlook.NotRead();
        }
        return new Outlook.Told(now.tryOut(versions));
    }

    @Override
    public void expect(ConfigObject object) {
        thread.execute(() -> expected.add(object, nanoTime.getAsLong()));
    }

    /// Gives up what has not been used for a while.
    void rest() {
        thread.execute(() -> {
            if (nanoTime.getAsLong() - lastUsed > KEPT_UNUSED.toNanos()) {
                stage = null;
            }
        });
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
