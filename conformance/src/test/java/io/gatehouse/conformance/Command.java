// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.conformance;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A command of this machine, run in the repository's root.
record Command(List<String> words) {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    Command {
        words = List.copyOf(words);
    }

    static Command of(String... words) {
        return new Command(List.of(words));
    }

    Command with(String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return new Command(all);
    }

    /// How it ended.
    record Outcome(int exitCode, String out, String err) {
        boolean succeeded() {
            return exitCode == 0;
        }
    }

    /// What it wrote to standard output.
    ///
    /// @throws AssertionError if it fails, with what it said
    String succeed() {
        return succeed("");
    }

    /// @param input its standard input
    String succeed(String input) {
        Outcome outcome = run(input);
        if (!outcome.succeeded()) {
            throw new AssertionError(
                    "%s ended with %d:\n%s%s"
                            .formatted(words, outcome.exitCode(), outcome.out(), outcome.err()));
        }
        return outcome.out();
    }

    Outcome run() {
        return run("");
    }

    private Outcome run(String input) {
        try {
            Process process = start();
            FutureTask<String> out =
                    new FutureTask<>(() ->
                            new String(
                                    process.getInputStream().readAllBytes(),
                                    StandardCharsets.UTF_8));
            FutureTask<String> err =
                    new FutureTask<>(() ->
                            new String(
                                    process.getErrorStream().readAllBytes(),
                                    StandardCharsets.UTF_8));
            Thread.ofVirtual().start(out);
            Thread.ofVirtual().start(err);
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            int exitCode = process.waitFor();
            return new Outcome(exitCode, out.get(), err.get());
        } catch (IOException e) {
            throw new UncheckedIOException(words.toString(), e);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(words.toString(), e);
        }
    }

    /// @param log where all that it writes goes
    Process start(Path log) throws IOException {
        return new ProcessBuilder(words)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    Process start() throws IOException {
        return new ProcessBuilder(words).directory(ROOT.toFile()).start();
    }
}
