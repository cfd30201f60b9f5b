// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/// What came of one command.
record CommandRun(int exitCode, String out, String err) {
    /// The time at which all commands run.
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    static CommandRun of(String... args) {
        return of(Map.of(), false, "", args);
    }

    static CommandRun withInput(String input, String... args) {
        return of(Map.of(), false, input, args);
    }

    static CommandRun onTerminal(Map<String, String> environment, String... args) {
        return of(environment, true, "", args);
    }

    private static CommandRun of(
            Map<String, String> environment, boolean terminal, String input, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console =
                new Console(
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, false, StandardCharsets.UTF_8),
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        environment,
                        terminal,
                        Clock.fixed(NOW, ZoneOffset.UTC));
        int exitCode = Gatehouse.run(console, args);
        return new CommandRun(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }
}
