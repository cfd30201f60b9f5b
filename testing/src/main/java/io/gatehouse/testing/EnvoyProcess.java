// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.envoyproxy.envoy.admin.v3.ListenerStatus;
import io.envoyproxy.envoy.admin.v3.Listeners;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// A real Envoy with one worker. Its administration must be on a loopback TCP address, best on port
/// 0.
public final class EnvoyProcess implements AutoCloseable {
    private final Path folder;
    private final Process process;
    private String finalLog = "";

    private EnvoyProcess(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /// Starts it and returns at once: it may take a while, or a control plane, until it serves.
    ///
    /// @param arguments further ones for the command line, such as `--log-level debug`
    public static EnvoyProcess start(Path envoy, Bootstrap bootstrap, String... arguments) {
        try {
            Path folder = Files.createTempDirectory("envoy");
            Path config = Files.write(folder.resolve("bootstrap.pb"), bootstrap.toByteArray());
            List<String> command =
                    new ArrayList<>(
                            List.of(
                                    envoy.toString(),
                                    "--config-path",
                                    config.toString(),
                                    "--admin-address-path",
                                    folder.resolve("admin").toString(),
                                    "--disable-hot-restart",
                                    "--concurrency",
                                    "1"));
            command.addAll(List.of(arguments));
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("log").toFile())
                            .start();
            return new EnvoyProcess(folder, process);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + envoy, e);
        }
    }

    /// Waits until all listeners serve.
    ///
    /// @throws IllegalStateException with the log, when it ends or takes longer
    public EnvoyProcess awaitReady(Duration patience) {
        try {
            Awaitility.await()
                    .atMost(patience)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> !process.isAlive() || isReady());
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("Envoy is not ready in time:\n" + log(), e);
        }
        if (!process.isAlive()) {
            throw new IllegalStateException("Envoy ended:\n" + log());
        }
        return this;
    }

    public boolean isReady() {
        try {
            return Files.exists(folder.resolve("admin"))
                    && get("/ready").status() == 200
                    && get("/stats?filter=workers_started").body().endsWith(": 1\n");
        } catch (IOException _) {
            return false;
        }
    }

    /// The body of a page of Envoy's administration, such as `/config_dump`, `/stats?format=json`
    /// or `/listeners`.
    public String admin(String path) {
        try {
            GatewayResponse response = get(path);
            if (response.status() != 200) {
                throw new IllegalStateException(path + ": " + response.status());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException("Envoy's administration does not answer", e);
        }
    }

    /// The port that a listener opened, which matters where its configuration says 0.
    public int port(String listener) {
        Listeners.Builder listeners = Listeners.newBuilder();
        try {
            JsonFormat.parser()
                    .ignoringUnknownFields()
                    .merge(admin("/listeners?format=json"), listeners);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("listeners cannot be read", e);
        }
        return listeners.getListenerStatusesList().stream()
                .filter(status -> status.getName().equals(listener))
                .map(ListenerStatus::getLocalAddress)
                .mapToInt(address -> address.getSocketAddress().getPortValue())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no listener " + listener));
    }

    /// All that it printed so far, also after its end.
    public String log() {
        try {
            Path file = folder.resolve("log");
            return Files.exists(file) ? Files.readString(file) : finalLog;
        } catch (IOException e) {
            throw new UncheckedIOException("log cannot be read", e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /// Ends it without warning.
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            finalLog = log();
            for (String file : List.of("bootstrap.pb", "admin", "log", "")) {
                Files.deleteIfExists(folder.resolve(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("files stay behind in " + folder, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private GatewayResponse get(String path) throws IOException {
        String address = Files.readString(folder.resolve("admin")).strip();
        int colon = address.lastIndexOf(':');
        if (colon < 0) {
            throw new IOException("administration has no address yet");
        }
        int port = Integer.parseInt(address.substring(colon + 1));
        return GatewayClient.plain(port)
                .send(GatewayRequest.get("admin", path).with("Connection", "close"));
    }
}
