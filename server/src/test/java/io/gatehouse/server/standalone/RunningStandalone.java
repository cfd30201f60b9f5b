// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import io.gatehouse.config.Finding;
import io.gatehouse.config.core.Service;
import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.server.AppliedChange;
import io.gatehouse.server.FetchSettings;
import io.gatehouse.server.LiveChange;
import io.gatehouse.server.envoy.EnvoyState;
import io.gatehouse.server.lastgood.LastGoodSettings;
import io.gatehouse.server.log.EventLog;
import io.gatehouse.server.log.JsonFormat;
import io.gatehouse.testing.Ports;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// `gatehouse run` on a copy of a directory, and what it told.
final class RunningStandalone implements StandaloneListener, AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    final int http = Ports.free();
    final int https = Ports.free();
    final int admin = Ports.free();
    final List<Service> services = new ArrayList<>();
    final List<String> commands = new ArrayList<>();

    private final Path directory;
    private final Standalone standalone;
    private final BlockingQueue<AppliedChange> applied = new LinkedBlockingQueue<>();
    private final BlockingQueue<LiveChange> live = new LinkedBlockingQueue<>();
    private final BlockingQueue<EnvoyState> states = new LinkedBlockingQueue<>();
    private final BlockingQueue<Boolean> serving = new LinkedBlockingQueue<>();

    RunningStandalone(Path directory, boolean dev) throws InterruptedException {
        this(directory, dev, LastGoodSettings.NOWHERE);
    }

    RunningStandalone(Path directory, boolean dev, LastGoodSettings lastGood)
            throws InterruptedException {
        this.directory = directory;
        TreeMap<Integer, Integer> ports = new TreeMap<>();
        ports.put(80, http);
        ports.put(443, https);
        StandaloneSettings settings =
                new StandaloneSettings(
                        List.of(directory),
                        new PortMapping(ports),
                        "127.0.0.1",
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), admin),
                        Optional.empty(),
                        dev,
                        Optional.of(Duration.ofSeconds(2)),
                        DeliveryLimits.DEFAULT,
                        FetchSettings.DEFAULT,
                        lastGood);
        PrintStream errors = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        standalone =
                new Standalone(
                        settings, this, new EventLog(new JsonFormat(), errors, Clock.systemUTC()));
        try {
            standalone.start();
            take(serving, _ -> true);
        } catch (RuntimeException | InterruptedException e) {
            standalone.close();
            throw e;
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /// As an editor saves: a hidden file, then a rename.
    void write(String name, String text) throws IOException {
        Path hidden = Files.writeString(directory.resolve("." + name + ".new"), text);
        Files.move(hidden, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    void edit(String name, String what, String by) throws IOException {
        String text = Files.readString(directory.resolve(name));
        if (!text.contains(what)) {
            throw new AssertionError(name + " has no " + what);
        }
        write(name, text.replace(what, by));
    }

    /// The next change whose cause names the file, once Envoy has it.
    LiveChange awaitLive(String file) throws InterruptedException {
        return take(
                live,
                change ->
                        change.change().batches().stream().anyMatch(b -> b.cause().contains(file)));
    }

    /// The next finding with that code that appears.
    Finding awaitFinding(String code) throws InterruptedException {
        AppliedChange change =
                take(
                        applied,
                        c ->
                                c.findings().appeared().stream()
                                        .anyMatch(f -> f.code().id().equals(code)));
        return change.findings().appeared().stream()
                .filter(f -> f.code().id().equals(code))
                .findFirst()
                .orElseThrow();
    }

    <S extends EnvoyState> S awaitState(Class<S> type) throws InterruptedException {
        return type.cast(take(states, type::isInstance));
    }

    private static <T> T take(BlockingQueue<T> queue, Predicate<T> wanted)
            throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            T next = queue.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new AssertionError("not told within " + PATIENCE_SECONDS + " s");
            }
            if (wanted.test(next)) {
                return next;
            }
        }
    }

    @Override
    public void progress(String sentence) {
        System.err.println(sentence);
    }

    @Override
    public void serving(List<Service> now, List<String> tries) {
        services.addAll(now);
        commands.addAll(tries);
        serving.add(true);
    }

    @Override
    public void applied(AppliedChange change) {
        applied.add(change);
    }

    @Override
    public void live(LiveChange change) {
        live.add(change);
    }

    @Override
    public void envoy(EnvoyState state) {
        states.add(state);
    }

    @Override
    public void envoyLog(String line) {
        System.err.println("envoy: " + line);
    }

    @Override
    public void close() {
        standalone.close();
    }
}
