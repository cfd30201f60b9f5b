// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The image runs Java as the launcher does.
class JavaOptionsTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void theImageHasThoseOfTheLauncher() throws IOException {
        String launcher = Files.readString(ROOT.resolve("gatehouse"));
        String options = launcher.split("\noptions=\\(\n", 2)[1].split("\n\\)\n", 2)[0];
        assertThat(words(Files.readString(ROOT.resolve("deploy/image/java.options")).lines()))
                .isEqualTo(words(options.lines().filter(line -> !line.strip().startsWith("#"))));
    }

    private static Set<String> words(Stream<String> lines) {
        Set<String> words = new TreeSet<>();
        lines.forEach(line -> words.addAll(List.of(line.strip().split(" "))));
        return words;
    }
}
