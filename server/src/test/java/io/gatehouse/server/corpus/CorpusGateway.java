// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.corpus;

import io.gatehouse.config.ConfigBatch;
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
import io.gatehouse.server.standalone.PortMapping;
import io.gatehouse.server.standalone.Standalone;
import io.gatehouse.server.standalone.StandaloneListener;
import io.gatehouse.server.standalone.StandaloneSettings;
import io.gatehouse.testing.Ports;
import io.gatehouse.testing.corpus.CorpusAddresses;
import io.gatehouse.testing.corpus.CorpusCase;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// `gatehouse run` on a directory of files, with a real Envoy, for one case after the other.
final class CorpusGateway implements StandaloneListener, AutoCloseable {
    static final CorpusAddresses ADDRESSES = CorpusAddresses.LOOPBACK;

    private static final long PATIENCE_SECONDS = 30;

    private final Path directory;
    private final Standalone standalone;
    private final Map<String, CompletableFuture<Boolean>> live = new ConcurrentHashMap<>();
    private final List<Finding> findings = new CopyOnWriteArrayList<>();

    /// Serves when it returns.
    CorpusGateway(Path directory) throws InterruptedException {
        this.directory = directory;
        StandaloneSettings settings =
                new StandaloneSettings(
                        List.of(directory),
                        PortMapping.NONE,
                        ADDRESSES.gateway(),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free()),
                        Optional.empty(),
                        false,
                        Optional.of(Duration.ofSeconds(1)),
                        DeliveryLimits.DEFAULT,
                        FetchSettings.DEFAULT,
                        LastGoodSettings.NOWHERE);
        PrintStream errors = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        standalone =
                new Standalone(
                        settings, this, new EventLog(new JsonFormat(), errors, Clock.systemUTC()));
        try {
            standalone.start();
        } catch (RuntimeException | InterruptedException e) {
            standalone.close();
            throw e;
        }
    }

    /// Returns when Envoy has taken up the case, with all that was found wrong in it.
    List<Finding> apply(CorpusCase recorded) throws IOException, InterruptedException {
        findings.clear();
        Path hidden = Files.writeString(directory.resolve(".new"), recorded.config());
        Files.move(hidden, file(recorded), StandardCopyOption.ATOMIC_MOVE);
        await("added " + file(recorded).getFileName());
        return List.copyOf(findings);
    }

    /// Returns when Envoy has let go of the case, if it is there, with all that was found wrong
    /// since it was applied.
    List<Finding> remove(CorpusCase recorded) throws IOException, InterruptedException {
        if (Files.deleteIfExists(file(recorded))) {
            await("removed " + file(recorded).getFileName());
        }
        return List.copyOf(findings);
    }

    private Path file(CorpusCase recorded) {
        return directory.resolve(recorded.name() + ".yaml");
    }

    private void await(String cause) throws InterruptedException {
        try {
            live(cause).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            live.remove(cause);
        } catch (TimeoutException e) {
            throw new AssertionError(cause + ": not live after " + PATIENCE_SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private CompletableFuture<Boolean> live(String cause) {
        return live.computeIfAbsent(cause, _ -> new CompletableFuture<>());
    }

    @Override
    public void applied(AppliedChange change) {
        findings.addAll(change.findings().appeared());
    }

    @Override
    public void live(LiveChange change) {
        change.change().batches().stream()
                .map(ConfigBatch::cause)
                .forEach(cause -> live(cause).complete(true));
    }

    @Override
    public void envoyLog(String line) {
        System.err.println("envoy: " + line);
    }

    @Override
    public void progress(String sentence) {
        System.err.println(sentence);
    }

    @Override
    public void serving(List<Service> services, List<String> commands) {}

    @Override
    public void envoy(EnvoyState state) {}

    @Override
    public void close() {
        standalone.close();
    }
}
