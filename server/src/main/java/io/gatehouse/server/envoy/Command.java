// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A short-lived program that is run for what it prints.
record Command(List<String> words) {
    private static final Duration TICK = Duration.ofSeconds(3);

    Command {
        words = List.copyOf(words);
    }

    /// @param output both its streams, in the order written
    record Result(int exitCode, String output) {
        boolean succeeded() {
            return exitCode == 0;
        }
    }

    /// Waits for the program's end, and ends it when `limit` is over.
    ///
    /// @param waiting called every few seconds meanwhile, with the time since the start
    /// @throws IOException where it could not be started or took longer than `limit`
    Result run(Duration limit, Progress waiting) throws IOException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            CompletableFuture<byte[]> output = new CompletableFuture<>();
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            output.complete(process.getInputStream().readAllBytes());
                        } catch (IOException e) {
                            output.completeExceptionally(e);
                        }
                    });
            while (!process.waitFor(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
                if (elapsed.compareTo(limit) > 0) {
                    throw new IOException(
                            words.getFirst() + " did not end within " + limit.toSeconds() + " s");
                }
                waiting.after(elapsed);
            }
            return new Result(
                    process.exitValue(), new String(output.join(), StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + words.getFirst(), e);
        } finally {
            process.destroyForcibly();
        }
    }

    interface Progress {
        Progress SILENT = _ -> {};

        void after(Duration elapsed);
    }
}
