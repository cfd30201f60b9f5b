// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.server.log.Palette;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/// What surrounds a command. Text is UTF-8, whatever the locale says: YAML and JSON are.
///
/// @param terminal whether a person sees it
record Console(
        PrintStream out,
        PrintStream err,
        InputStream in,
        Map<String, String> environment,
        boolean terminal,
        Clock clock) {

    /// Of this process.
    static Console ofProcess() {
        return new Console(
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                System.in,
                System.getenv(),
                Optional.ofNullable(System.console()).stream()
                        .anyMatch(java.io.Console::isTerminal),
                Clock.system(ZoneId.systemDefault()));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor)),
                false,
                StandardCharsets.UTF_8);
    }

    /// The same without colours.
    Console plain() {
        return new Console(out, err, in, environment, false, clock);
    }

    Palette palette() {
        return Palette.of(terminal, false, environment);
    }

    void flush() {
        out.flush();
        err.flush();
    }
}
