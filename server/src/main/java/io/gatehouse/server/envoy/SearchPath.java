// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The directories in which programs are looked for.
record SearchPath(List<Path> directories) {
    SearchPath {
        directories = List.copyOf(directories);
    }

    /// That of the variable `PATH`.
    ///
    /// @param environment as of [System#getenv()]
    static SearchPath of(Map<String, String> environment) {
        return new SearchPath(
                Arrays.stream(environment.getOrDefault("PATH", "").split(":", -1))
                        .filter(directory -> directory.startsWith("/"))
                        .map(Path::of)
                        .toList());
    }

    Optional<Path> find(String program) {
        return directories.stream()
                .map(directory -> directory.resolve(program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
