// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The harness notices what it is there to notice.
class GoldenCaseTest {
    @TempDir private Path root;
    private GoldenCase golden;

    @BeforeEach
    void write() throws IOException {
        Path folder = Files.createDirectories(root.resolve("feature/case"));
        Files.copy(
                GoldenTest.ROOT.resolve("article/without-secret/input.yaml"),
                folder.resolve(GoldenCase.INPUT));
        golden = GoldenCase.allBelow(root).getFirst();
        golden.update();
    }

    @Test
    void namesCasesByFolder() {
        assertThat(GoldenCase.allBelow(root)).singleElement().hasToString("feature/case");
    }

    @Test
    void updateMakesExpectedWhatComesOut() {
        assertThat(golden.actual()).isEqualTo(golden.expected());
        assertThat(golden.expected().keySet())
                .containsExactly(
                        "clusters.json",
                        "endpoints.json",
                        "findings.txt",
                        "listeners.json",
                        "routes.json");
    }

    @Test
    void noticesAnotherValue() throws IOException {
        Path routes = golden.folder().resolve("routes.json");
        Files.writeString(routes, Files.readString(routes).replace("myapp.example.com", "other"));
        assertThat(golden.actual()).isNotEqualTo(golden.expected());
    }

    @Test
    void noticesAMissingFile() throws IOException {
        Files.delete(golden.folder().resolve("findings.txt"));
        assertThat(golden.actual()).isNotEqualTo(golden.expected());
    }

    @Test
    void noticesAStaleFileAndDeletesItOnUpdate() throws IOException {
        Path stale = Files.writeString(golden.folder().resolve("secrets.json"), "[]");
        assertThat(golden.actual()).isNotEqualTo(golden.expected());
        golden.update();
        assertThat(stale).doesNotExist();
        assertThat(golden.folder().resolve(GoldenCase.INPUT)).exists();
    }
}
