// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.modules;

import io.gatehouse.engine.FetchedModule;
import io.gatehouse.engine.ModuleDemand;
import io.gatehouse.engine.ModuleSource;
import io.gatehouse.routing.ModuleCode;
import io.gatehouse.server.fetch.FetchException;
import io.gatehouse.server.fetch.RetryDelay;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Fetches the module of one source: until it is there, and again whenever that is demanded.
final class ModuleFollower implements AutoCloseable {
    private final ModuleSource source;
    private final ModuleFetch fetch;
    private final ModuleStore store;
    private final ModuleSettings settings;
    private final Semaphore permits;
    private final Consumer<FetchedModule> sink;
    private final LinkedBlockingQueue<ModuleDemand> demands = new LinkedBlockingQueue<>();
    private final Thread thread;
    private boolean told;

    /// @param permits for attempts at a time
    /// @param sink must not block
    ModuleFollower(
            ModuleSource source,
            ModuleFetch fetch,
            ModuleStore store,
            ModuleSettings settings,
            Semaphore permits,
            Consumer<FetchedModule> sink) {
        this.source = source;
        this.fetch = fetch;
        this.store = store;
        this.settings = settings;
        this.permits = permits;
        this.sink = sink;
        thread = Thread.ofVirtual().name("module").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void demand(ModuleDemand demand) {
        demands.add(demand);
    }

    private void run() {
        Thread slow = Thread.ofVirtual().name("module-patience").start(this::tellIfSlow);
        try {
            ModuleDemand demand = demands.take();
            Optional<ModuleCode.Inline> good = store.find(source);
            boolean done = good.isPresent() && !source.always();
            if (done) {
                tell(new FetchedModule(good, Optional.empty()));
            }
            RetryDelay first = new RetryDelay(settings.firstRetry(), settings.longestRetry());
            RetryDelay retry = first;
            while (true) {
                if (!done) {
                    FetchedModule fetched = attempt(demand, good);
                    good = fetched.code();
                    done = fetched.problem().isEmpty();
                    tell(fetched);
                }
                ModuleDemand next = done ? demands.take() : await(retry.length());
                if (next != null) {
                    demand = next;
                    done = done && !source.always();
                    retry = first;
                } else {
                    retry = retry.doubled();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            slow.interrupt();
        }
    }

    private @Nullable ModuleDemand await(Duration retry) throws InterruptedException {
        return demands.poll(retry.toMillis(), TimeUnit.MILLISECONDS);
    }

    private FetchedModule attempt(ModuleDemand demand, Optional<ModuleCode.Inline> good)
            throws InterruptedException {
        permits.acquire();
        try {
            ModuleCode.Inline code = fetch.module(source, demand.login(), settings.timeout());
            store.keep(source, code);
            return new FetchedModule(Optional.of(code), Optional.empty());
        } catch (FetchException e) {
            return new FetchedModule(good, Optional.ofNullable(e.getMessage()));
        } finally {
            permits.release();
        }
    }

    private synchronized void tell(FetchedModule fetched) {
        told = true;
        sink.accept(fetched);
    }

    /// What waits for the module goes on without it meanwhile.
    private void tellIfSlow() {
        try {
            Thread.sleep(settings.patience());
            synchronized (this) {
                if (!told) {
                    sink.accept(
                            new FetchedModule(
                                    Optional.empty(),
                                    Optional.of(
                                            "%s is still being fetched after %d ms"
                                                    .formatted(
                                                            source.url(),
                                                            settings.patience().toMillis()))));
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
