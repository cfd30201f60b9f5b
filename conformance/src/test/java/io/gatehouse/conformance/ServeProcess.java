// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.conformance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/// `gatehouse serve` as a process in a cluster's network, with the rights of the chart's service
/// account.
final class ServeProcess implements AutoCloseable {
    private static final String NAMESPACE = "istio-system";
    private static final String ADMIN = "127.0.0.1:15014";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final TestCluster cluster;
    private final Process process;
    private final Path log;

    private ServeProcess(TestCluster cluster, Process process, Path log) {
        this.cluster = cluster;
        this.process = process;
        this.log = log;
    }

    /// Returns when it serves.
    ///
    /// @param name of its log in the directory
    static ServeProcess start(TestCluster cluster, Path directory, String name) {
        try {
            Path log = directory.resolve(name + ".log");
            Process process =
                    cluster.inside(
                                    Distribution.directory().resolve("gatehouse").toString(),
                                    "serve",
                                    "--kubeconfig",
                                    kubeconfig(cluster, directory).toString(),
                                    "--admin",
                                    ADMIN,
                                    "--log-format",
                                    "json")
                            .start(log);
            ServeProcess serve = new ServeProcess(cluster, process, log);
            try {
                await().atMost(PATIENCE).until(() -> serve.request("/readyz").run().succeeded());
                return serve;
            } catch (RuntimeException e) {
                serve.close();
                throw new IllegalStateException(serve.log(), e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path kubeconfig(TestCluster cluster, Path directory) throws IOException {
        Path file = directory.resolve("gatehouse.kubeconfig");
        Files.copy(Path.of(cluster.kubeconfig()), file, StandardCopyOption.REPLACE_EXISTING);
        String token =
                cluster.kubectl("create", "token", "gatehouse", "-n", NAMESPACE, "--duration=2h");
        configure(cluster, file, "set-credentials", "gatehouse", "--token=" + token.strip());
        configure(cluster, file, "set-context", "--current", "--user=gatehouse");
        return file;
    }

    private static void configure(TestCluster cluster, Path file, String... words) {
        cluster.inside("kubectl", "config", "--kubeconfig", file.toString()).with(words).succeed();
    }

    /// What holds now, as JSON.
    String findings() {
        return request("/api/v1/findings").succeed();
    }

    String metrics() {
        return request("/metrics").succeed();
    }

    private Command request(String path) {
        return cluster.inside("curl", "-sSf", "http://" + ADMIN + path);
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As if its machine stood still, until [#resume].
    void pause() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        Command.of("kill", "-" + name, String.valueOf(process.pid())).succeed();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
