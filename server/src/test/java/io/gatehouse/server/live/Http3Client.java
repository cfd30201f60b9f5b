// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Sends requests over QUIC by aioquic, which pip installs once into the build directory: with the
/// user's own pip, so that its index settings hold.
final class Http3Client {
    private static final String PACKAGE = "aioquic==1.7.2";
    private static final Path PACKAGES = Path.of("target", "aioquic-1.7.2").toAbsolutePath();
    private static final long PATIENCE_SECONDS = 300;

    private Http3Client() {}

    /// @param output the status, and on further lines the body; or what went wrong
    record Answer(boolean answered, String output) {}

    static Answer get(int port, String serverName, String path) {
        install();
        return run(
                List.of(
                        script().toString(),
                        "127.0.0.1",
                        Integer.toString(port),
                        serverName,
                        path));
    }

    private static synchronized void install() {
        Path done = PACKAGES.resolve("installed");
        if (Files.exists(done)) {
            return;
        }
        Answer installed =
                run(
                        List.of(
                                "-m",
                                "pip",
                                "install",
                                "--quiet",
                                "--disable-pip-version-check",
                                "--only-binary=:all:",
                                "--target",
                                PACKAGES.toString(),
                                PACKAGE));
        if (!installed.answered()) {
            throw new AssertionError("pip does not install " + PACKAGE + ": " + installed.output());
        }
        try {
            Files.createFile(done);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path script() {
        return Path.of("src", "test", "resources", "http3", "get.py").toAbsolutePath();
    }

    private static Answer run(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add("python3");
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PYTHONPATH", PACKAGES.toString());
        try {
            Process process = builder.start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " does not end");
            }
            return new Answer(process.exitValue() == 0, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
