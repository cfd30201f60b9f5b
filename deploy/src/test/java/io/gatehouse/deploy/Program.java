// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A program with its first arguments.
record Program(List<String> command, Map<String, String> environment) {
    record Result(int exitCode, String out, String err) {}

    Program(String... command) {
        this(List.of(command), Map.of());
    }

    Program with(String... arguments) {
        return new Program(
                Stream.concat(command.stream(), Stream.of(arguments)).toList(), environment);
    }

    /// Waits for its end.
    Result run() throws IOException, InterruptedException {
        Path out = Files.createTempFile("out-", null);
        Path err = Files.createTempFile("err-", null);
        try {
            int exitCode =
                    builder()
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start()
                            .waitFor();
            return new Result(exitCode, Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /// Its process, which writes to that file.
    Process start(Path log) throws IOException {
        return builder().redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder.redirectInput(Path.of("/dev/null").toFile());
    }
}
