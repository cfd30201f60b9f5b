// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One running Envoy. It never outlives this JVM, however that ends, and it is in a session of its
/// own, so that a terminal's Ctrl-C reaches only the JVM, which then drains it.
final class EnvoyProcess {

    /// Becomes the program of `$2…` and leaves a watcher behind: its standard input is a pipe that
    /// only the JVM holds open, and when it ends, so must the program (and the directory `$1`).
    /// When the program ends first, the JVM closes the pipe and there is nobody to signal.
    private static final String LAUNCH =
            """
            directory=$1; shift
            exec 3<&0
            (
              trap '' HUP INT TERM
              read -r _ <&3
              kill -TERM $$ || exit 0
              for _ in 1 2 3 4 5 6 7 8 9 10; do
                kill -0 $$ || break
                sleep 0.2
              done
              kill -KILL $$
              rm -rf "$directory"
            ) </dev/null >/dev/null 2>&1 &
            exec "$@" </dev/null 3<&-
            """;

    private static final String OWN_SESSION =
            "use POSIX (); POSIX::setsid(); exec @ARGV or exit 127";

    private final Process process;
    private final Thread log;

    private EnvoyProcess(Process process, Thread log) {
        this.process = process;
        this.log = log;
    }

    /// @param directory removed where the JVM ends first
    /// @param sink takes Envoy's output line by line, where it is not inherited
    static EnvoyProcess start(
            Path directory, List<String> command, EnvoyOutput output, Consumer<String> sink)
            throws IOException {
        List<String> words = new ArrayList<>(sessionLeader());
        words.addAll(List.of("sh", "-c", LAUNCH, "sh", directory.toString()));
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words);
        switch (output) {
            case LISTENER -> builder.redirectErrorStream(true);
            case INHERITED ->
                    builder.redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT);
        }
        Process process = builder.start();
        // Reads a pipe all the time: on a virtual thread it would take a carrier for itself.
        Thread log =
                Thread.ofPlatform().name("envoy-log").daemon().start(() -> pump(process, sink));
        return new EnvoyProcess(process, log);
    }

    private static List<String> sessionLeader() {
        SearchPath searchPath = SearchPath.of(System.getenv());
        return searchPath
                .find("setsid")
                .map(setsid -> List.of(setsid.toString()))
                .or(() -> searchPath.find("perl").map(EnvoyProcess::sessionLeaderByPerl))
                .orElse(List.of());
    }

    private static List<String> sessionLeaderByPerl(Path perl) {
        return List.of(perl.toString(), "-e", OWN_SESSION);
    }

    private static void pump(Process process, Consumer<String> sink) {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            reader.lines().forEach(sink);
        } catch (IOException | UncheckedIOException e) {
            sink.accept("Envoy's log ended: " + e.getMessage());
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Waits for the end, all output forwarded.
    int awaitExit() throws InterruptedException {
        int exitCode = process.waitFor();
        log.join();
        return exitCode;
    }

    /// SIGTERM, and SIGKILL where that has not helped after `patience`.
    void end(Duration patience) throws InterruptedException {
        process.toHandle().destroy(); // unlike Process.destroy, leaves the output readable
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
    }

    void kill() {
        process.toHandle().destroyForcibly();
    }
}
