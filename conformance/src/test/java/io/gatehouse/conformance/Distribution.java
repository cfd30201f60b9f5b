// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.conformance;

import io.gatehouse.server.envoy.CacheDirectory;
import io.gatehouse.server.envoy.EnvoyBinary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/// Gatehouse as it is installed: the launcher and its jars, readable for the user of a pod.
final class Distribution {
    private static final Path BUILT = Path.of("target/distribution").toAbsolutePath();

    private Distribution() {}

    /// Put together from what this build has made.
    static Path directory() {
        try {
            Path jars = Files.createDirectories(BUILT.resolve("lib"));
            try (Stream<Path> all = Files.list(Command.ROOT.resolve("cli/target/gatehouse/lib"))) {
                for (Path jar : all.toList()) {
                    copy(jar, jars.resolve(jar.getFileName()));
                }
            }
            copy(Command.ROOT.resolve("gatehouse"), BUILT.resolve("gatehouse"));
            return BUILT;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(
                from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }

    static Path envoy() {
        return new EnvoyBinary(System.getenv(), CacheDirectory.ofUser(), System.err::println)
                .find();
    }
}
