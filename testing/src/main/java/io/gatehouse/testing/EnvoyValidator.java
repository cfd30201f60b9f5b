// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Asks a real Envoy, by `--mode validate`, whether it would take a set of resources. A cluster
/// that a route names and that is missing is no fault, as on a stream.
public final class EnvoyValidator {
    private static final long PATIENCE_SECONDS = 60;

    private final Path envoy;
    private final Bootstrap base;

    /// Asks that binary.
    ///
    /// @param base the bootstrap that proxies are started with: its runtime decides about some
    ///   resources
    public EnvoyValidator(Path envoy, Bootstrap base) {
        this.envoy = envoy;
        this.base = base;
    }

    public EnvoyVerdict validate(EnvoyResources resources) {
        try {
            return validate(StaticBootstrap.of(base, resources));
        } catch (IllegalArgumentException e) {
            return new EnvoyVerdict(false, List.of(String.valueOf(e.getMessage())));
        }
    }

    private EnvoyVerdict validate(Bootstrap bootstrap) {
        Path file = null;
        try {
            file = Files.createTempFile("envoy-validate", ".pb");
            Files.write(file, bootstrap.toByteArray());
            return run(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + envoy, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Envoy validates", e);
        } finally {
            delete(file);
        }
    }

    private EnvoyVerdict run(Path file) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                envoy.toString(),
                                "--mode",
                                "validate",
                                "--config-path",
                                file.toString(),
                                "--log-level",
                                "warning",
                                "--log-format",
                                "%v")
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            String words =
                    new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("Envoy does not finish validating");
            }
            List<String> lines =
                    words.lines()
                            .filter(line -> !line.isBlank())
                            .map(line -> line.replace(file.toString(), "bootstrap"))
                            .toList();
            return new EnvoyVerdict(process.exitValue() == 0, lines);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a bootstrap with secrets stays behind", e);
        }
    }
}
