// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// No program text is longer than what can be read in one go.
class FileLengthTest {
    private static final int MOST_LINES = 500;

    @Test
    void filesAreShort() {
        List<Path> programs =
                Repository.files().stream().filter(FileLengthTest::isProgram).toList();

        assertThat(programs).contains(Repository.ROOT.resolve("gatehouse")).hasSizeGreaterThan(200);
        assertThat(programs)
                .filteredOn(file -> Repository.lines(file).size() > MOST_LINES)
                .as("longer than %d lines", MOST_LINES)
                .isEmpty();
    }

    /// Maven's own wrapper script is not ours.
    private static boolean isProgram(Path file) {
        String name = file.getFileName().toString();
        boolean launcher = !name.contains(".") && Files.isExecutable(file) && !name.equals("mvnw");
        return name.endsWith(".java") || name.endsWith(".sh") || launcher;
    }
}
