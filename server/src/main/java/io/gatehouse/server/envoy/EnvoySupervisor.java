// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Runs Envoy until closed, and starts it again whenever it dies.
public final class EnvoySupervisor implements AutoCloseable {
    private static final Duration FIRST_LOOK = Duration.ofMillis(5);
    private static final Duration SLOWEST_LOOK = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int NOT_STARTED = 127;

    /// As Istio has it: access logs are written at least so often.
    private static final String LOG_FLUSH_MILLISECONDS = "1000";

    /// What to run and how.
    ///
    /// @param bootstrap a file as Envoy takes it, by its ending JSON, YAML or binary; its `admin`
    ///   is replaced
    /// @param arguments further ones for Envoy, such as `--concurrency 2`
    public record Settings(
            Path binary,
            RunDirectory runDirectory,
            Path bootstrap,
            List<String> arguments,
            EnvoyOutput output,
            DrainTimes drain) {
        public Settings {
            arguments = List.copyOf(arguments);
        }
    }

    /// Told what happens, from threads of the supervisor's own; must not block.
    public interface Listener {
        void changed(EnvoyState state);

        /// A line that Envoy wrote.
        void logged(String line);
    }

    private final Settings settings;
    private final Listener listener;
    private final EnvoyAdmin admin;
    private final List<String> command;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable EnvoyProcess current;
    private @Nullable Thread supervision;

    public EnvoySupervisor(Settings settings, Listener listener) throws IOException {
        this.settings = settings;
        this.listener = listener;
        Path socket = settings.runDirectory().adminSocket();
        this.admin = new EnvoyAdmin(socket);
        this.command = new ArrayList<>();
        command.add(settings.binary().toString());
        command.add("--config-path");
        command.add(settings.bootstrap().toString());
        command.add("--config-yaml");
        command.add(
                "{admin: {address: {pipe: {path: \"%s\", mode: 384}}}}"
                        .formatted(socket)); // 384 = 0600
        command.add("--disable-hot-restart");
        command.add("--file-flush-interval-msec");
        command.add(LOG_FLUSH_MILLISECONDS);
        command.addAll(settings.arguments());
    }

    /// Returns at once; the listener is told when Envoy serves.
    public void start() {
        supervision = Thread.ofVirtual().name("envoy-supervisor").start(this::supervise);
    }

    /// Of the Envoy that runs, if one runs.
    public EnvoyAdmin admin() {
        return admin;
    }

    /// Lets requests in flight finish, for the time in the settings at most, and ends Envoy.
    /// Returns when it has ended.
    @Override
    public void close() {
        closing.countDown();
        try {
            Optional<EnvoyProcess> running = running();
            if (running.isPresent()) {
                drain();
                running.get().end(PATIENCE);
            }
            if (supervision != null) {
                supervision.join();
            }
        } catch (InterruptedException e) {
            running().ifPresent(EnvoyProcess::kill);
            Thread.currentThread().interrupt();
        }
    }

    private void drain() throws InterruptedException {
        listener.changed(new EnvoyState.Draining());
        Thread drain =
                Thread.ofVirtual()
                        .name("envoy-drain")
                        .start(new EnvoyDrain(admin, settings.drain().accepting())::run);
        drain.join(settings.drain().limit());
        drain.interrupt();
    }

    private void supervise() {
        RestartBackoff backoff = RestartBackoff.start();
        try {
            while (!isClosing()) {
                long start = System.nanoTime();
                int exitCode = runOnce();
                if (isClosing()) {
                    break;
                }
                Duration run = Duration.ofNanos(System.nanoTime() - start);
                Duration wait = backoff.after(run);
                backoff = backoff.then(run);
                listener.changed(new EnvoyState.Died(exitCode));
                listener.changed(new EnvoyState.Restarting(wait));
                closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            running().ifPresent(EnvoyProcess::kill);
        } finally {
            listener.changed(new EnvoyState.Stopped());
        }
    }

    /// From start to end; its exit code.
    private int runOnce() throws InterruptedException {
        listener.changed(new EnvoyState.Starting());
        Optional<EnvoyProcess> started = launch();
        if (started.isEmpty()) {
            return NOT_STARTED;
        }
        EnvoyProcess process = started.get();
        Thread watch = Thread.ofVirtual().name("envoy-ready").start(() -> tellWhenServing(process));
        int exitCode = process.awaitExit();
        watch.interrupt();
        watch.join();
        return exitCode;
    }

    private Optional<EnvoyProcess> launch() {
        lock.lock();
        try {
            if (isClosing()) {
                return Optional.empty();
            }
            current =
                    EnvoyProcess.start(
                            settings.runDirectory().path(),
                            command,
                            settings.output(),
                            listener::logged);
            return Optional.of(current);
        } catch (IOException e) {
            listener.logged("Envoy could not be started: " + e.getMessage());
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private Optional<EnvoyProcess> running() {
        lock.lock();
        try {
            return Optional.ofNullable(current).filter(EnvoyProcess::isAlive);
        } finally {
            lock.unlock();
        }
    }

    private void tellWhenServing(EnvoyProcess process) {
        try {
            Duration look = FIRST_LOOK;
            while (!isReady()) {
                Thread.sleep(look);
                look =
                        look.multipliedBy(2).compareTo(SLOWEST_LOOK) < 0
                                ? look.multipliedBy(2)
                                : SLOWEST_LOOK;
            }
            listener.changed(new EnvoyState.Serving(process.pid()));
        } catch (InterruptedException _) {
            // Envoy ended before it served.
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return admin.get("/ready").status() == 200;
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException(e.getMessage());
        } catch (IOException _) {
            return false; // it does not listen yet
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }
}
