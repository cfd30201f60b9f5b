// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.lastgood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptFileTest {
    @TempDir private Path directory;
    private KeptFile file;

    @BeforeEach
    void setUp() {
        file = new KeptFile(directory.resolve("f"), 1_000);
    }

    private Path changes() {
        return directory.resolve("f.changes");
    }

    /// What a process finds that starts now.
    private List<String> found() throws IOException {
        LineFile.Content content = file.all().read();
        List<String> lines = new ArrayList<>(content.lines());
        file.changes().read(content.checksum(), lines::add);
        return lines;
    }

    @Test
    void changesStandBesideTheFileInTheirOrder() throws IOException {
        file.write(Stream.of("a1", "b1"));
        byte[] written = Files.readAllBytes(directory.resolve("f"));

        assertThat(file.add(Stream.of("a2", "c1"))).isTrue();
        assertThat(file.add(Stream.of("a3"))).isTrue();

        assertThat(found()).containsExactly("a1", "b1", "a2", "c1", "a3");
        assertThat(directory.resolve("f")).hasBinaryContent(written);
    }

    @Test
    void whatThisProcessHasNotWrittenIsNotAddedTo() throws IOException {
        file.write(Stream.of("a1"));

        assertThat(new KeptFile(directory.resolve("f"), 1_000).add(Stream.of("a2"))).isFalse();
        assertThat(found()).containsExactly("a1");
    }

    @Test
    void whatWouldBecomeLongIsWrittenAnew() throws IOException {
        file.write(Stream.of("a1"));
        assertThat(file.add(Stream.of("a2"))).isTrue();

        assertThat(file.add(Stream.of("x".repeat(1 << 18)))).isFalse();
        assertThat(found()).containsExactly("a1", "a2");
        file.write(Stream.of("a2"));

        assertThat(found()).containsExactly("a2");
        assertThat(changes()).doesNotExist();
        assertThat(file.add(Stream.of("a3"))).isTrue();
        assertThat(found()).containsExactly("a2", "a3");
    }

    @Test
    void aLineThatACrashHasCutOffIsLeftOut() throws IOException {
        file.write(Stream.of("a1"));
        file.add(Stream.of("a2", "a3"));
        String text = Files.readString(changes());

        Files.writeString(changes(), text.substring(0, text.length() - 1));
        assertThat(found()).containsExactly("a1", "a2");

        Files.writeString(changes(), text.substring(0, 10));
        assertThat(found()).containsExactly("a1");
    }

    @Test
    void aDamagedLineEndsWhatIsUsed() throws IOException {
        file.write(Stream.of("a1"));
        file.add(Stream.of("a2", "a3", "a4"));
        Files.writeString(changes(), Files.readString(changes()).replace("a3", "a0"));

        List<String> used = new ArrayList<>();
        assertThatThrownBy(() -> file.changes().read(file.all().read().checksum(), used::add))
                .isInstanceOf(IOException.class)
                .hasMessage("it is damaged at line 3");
        assertThat(used).containsExactly("a2");
    }

    /// A crash between the two: the file is newer than what stands beside it.
    @Test
    void changesOfAnotherVersionOfTheFileAreNothing() throws IOException {
        file.write(Stream.of("a1"));
        file.add(Stream.of("a2"));
        new LineFile(directory.resolve("f"), 1_000).write(Stream.of("a3"));

        assertThat(found()).containsExactly("a3");
    }

    @Test
    void afterAFailureAllIsWritten() throws IOException {
        file.write(Stream.of("a1"));
        file.add(Stream.of("a2"));
        Files.delete(changes());
        Files.createDirectory(changes());

        assertThatThrownBy(() -> file.add(Stream.of("a3"))).isInstanceOf(IOException.class);
        assertThat(file.add(Stream.of("a3"))).isFalse();
        file.write(Stream.of("a3"));

        assertThat(found()).containsExactly("a3");
    }
}
