// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Requests in the cluster's network, one after the other and each on a connection of its own,
/// until it is closed.
final class ClusterLoad implements AutoCloseable {
    private static final String LOOP =
            """
            while [ ! -e "$1" ]; do
              curl -s -o /dev/null --max-time 10 -w '%{http_code}\\n' -H "Host: $2" "$3"
            done
            """;

    private final Path end;
    private final Process process;
    private final List<String> statuses = new CopyOnWriteArrayList<>();
    private final Thread reader;

    ClusterLoad(TestCluster cluster, Path directory, String host, String url) {
        end = directory.resolve("end");
        try {
            Files.deleteIfExists(end);
            process = cluster.inside("bash", "-c", LOOP, "load", end.toString(), host, url).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reader = Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(statuses::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int answered() {
        return statuses.size();
    }

    /// All statuses so far; `000` stands for a connection that failed.
    List<String> stop() {
        close();
        return List.copyOf(statuses);
    }

    @Override
    public void close() {
        try {
            Files.writeString(end, "");
            process.waitFor();
            reader.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
