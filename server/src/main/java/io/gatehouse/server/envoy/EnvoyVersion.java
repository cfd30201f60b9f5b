// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks an Envoy binary for its version.
final class EnvoyVersion {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /// `envoy version: <commit>/<version>/<state>/<build>/<tls library>`
    private static final Pattern REPORT = Pattern.compile("version: [^/\\s]+/([^/\\s]+)/");

    private EnvoyVersion() {}

    /// @throws IOException where the binary does not run here or is no Envoy, saying why
    static String of(Path binary) throws IOException {
        Command.Result result =
                new Command(List.of(binary.toString(), "--version"))
                        .run(LIMIT, Command.Progress.SILENT);
        Matcher report = REPORT.matcher(result.output());
        if (!result.succeeded() || !report.find()) {
            throw new IOException(
                    "`%s --version` did not print the version of an Envoy".formatted(binary));
        }
        return report.group(1);
    }
}
