// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.testing.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Envoy's own rate limit service, built from its Go module when first asked for.
final class RateLimitService implements AutoCloseable {
    private static final Path CLUSTER = Path.of("..", "conformance", "cluster");

    /// It is built within this time, on a slow machine too.
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Process process;
    private final int port;

    private RateLimitService(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Without Go to build it, tests are skipped and say so.
    ///
    /// @param directory of its own
    /// @param limits its configuration
    static RateLimitService start(Path directory, String limits) {
        assumeTrue(
                Files.isExecutable(CLUSTER) && isOnPath("go"),
                "Envoy's rate limit service is not tried: it is built with Go, which is not on the PATH.");
        try {
            Path configuration = directory.resolve("config");
            Files.createDirectories(configuration);
            Files.writeString(configuration.resolve("limits.yaml"), limits);
            List<Integer> ports = Ports.free(3);
            ProcessBuilder builder = new ProcessBuilder(CLUSTER.toString(), "ratelimit");
            builder.environment()
                    .putAll(
                            Map.of(
                                    "HOST", "127.0.0.1",
                                    "GRPC_HOST", "127.0.0.1",
                                    "DEBUG_HOST", "127.0.0.1",
                                    "GRPC_PORT", ports.get(0).toString(),
                                    "PORT", ports.get(1).toString(),
                                    "DEBUG_PORT", ports.get(2).toString(),
                                    "RUNTIME_ROOT", directory.toString(),
                                    "RUNTIME_SUBDIRECTORY", "",
                                    "RUNTIME_WATCH_ROOT", "false"));
            Process process =
                    builder.redirectErrorStream(true)
                            .redirectOutput(directory.resolve("log").toFile())
                            .start();
            RateLimitService service = new RateLimitService(process, ports.getFirst());
            await().atMost(PATIENCE).until(() -> !process.isAlive() || Ports.listens(service.port));
            if (!process.isAlive()) {
                throw new IllegalStateException(
                        "the rate limit service has ended: "
                                + Files.readString(directory.resolve("log")));
            }
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException("the rate limit service does not start", e);
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private static boolean isOnPath(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
    }
}
