// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the fixtures make of binaries that are not an Envoy or do not behave; scripts stand in.
class EnvoyBinaryTest {
    private static final EnvoyResources NOTHING =
            new EnvoyResources(List.of(), List.of(), List.of(), List.of(), List.of());

    @TempDir Path folder;

    private Path binary(String... lines) throws IOException {
        Path file = folder.resolve("envoy");
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private EnvoyVerdict validate(String... lines) throws IOException {
        return new EnvoyValidator(binary(lines), Bootstrap.getDefaultInstance()).validate(NOTHING);
    }

    @Test
    void verdictIsTheExitStatusAndTheWordsAreFromTheErrorStream() throws IOException {
        assertThat(validate("echo \"configuration OK\"", "echo 'deprecated field' >&2"))
                .isEqualTo(new EnvoyVerdict(true, List.of("deprecated field")));
        assertThat(validate("echo 'first' >&2", "echo >&2", "echo 'second' >&2", "exit 1"))
                .isEqualTo(new EnvoyVerdict(false, List.of("first", "second")));
    }

    @Test
    void validatorGivesTheBootstrapAndLeavesNoFileBehind() throws IOException {
        EnvoyVerdict verdict =
                validate(
                        "echo \"$1 $2 $3\" >&2",
                        "wc -c < \"$4\" >&2",
                        "echo \"${4%.pb}\" >&2",
                        "echo \"bad $4\" >&2");

        assertThat(verdict.words().getFirst()).isEqualTo("--mode validate --config-path");
        assertThat(verdict.words().get(1).strip()).isEqualTo("2");
        assertThat(Path.of(verdict.words().get(2) + ".pb")).doesNotExist();
        assertThat(verdict.words().get(3)).isEqualTo("bad bootstrap");
    }

    @Test
    void missingBinaryIsAnError() {
        Path nowhere = folder.resolve("nowhere");

        assertThatThrownBy(() ->
                        new EnvoyValidator(nowhere, Bootstrap.getDefaultInstance())
                                .validate(NOTHING))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("nowhere");
        assertThatThrownBy(() -> EnvoyProcess.start(nowhere, Bootstrap.getDefaultInstance()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void processThatEndsIsNotWaitedFor() throws IOException {
        try (EnvoyProcess process =
                EnvoyProcess.start(
                        binary("echo 'cannot bind'", "exit 1"), Bootstrap.getDefaultInstance())) {
            assertThatThrownBy(() -> process.awaitReady(Duration.ofSeconds(30)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot bind");
            assertThat(process.isAlive()).isFalse();
        }
    }

    @Test
    void processThatNeverGetsReadyIsGivenUpAndKilled() throws IOException {
        EnvoyProcess process =
                EnvoyProcess.start(
                        binary("echo waiting", "exec sleep 600"), Bootstrap.getDefaultInstance());
        try (process) {
            assertThatThrownBy(() -> process.awaitReady(Duration.ofMillis(100)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("not ready");
            assertThat(process.isAlive()).isTrue();
        }
        assertThat(process.isAlive()).isFalse();
        assertThat(process.log()).contains("waiting");
    }
}
