// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.config.ConfigEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileSourceTest {
    @TempDir private Path temporary;
    private Path directory;
    private final Told told = new Told();
    private final List<FileSource> sources = new ArrayList<>();

    @BeforeEach
    void makeDirectory() throws IOException {
        directory = Files.createDirectory(temporary.resolve("conf"));
    }

    @AfterEach
    void close() {
        sources.forEach(FileSource::close);
    }

    @Test
    void readsAllFilesBelow() throws IOException {
        write("a.yaml", object("a", 1));
        write("sub/sub/b.yml", object("b", 1) + "---\n" + object("c", 1));
        write(
                "sub/d.JSON",
                "{\"apiVersion\": \"v1\", \"kind\": \"Namespace\", \"metadata\": {\"name\": \"d\"}}");
        for (String ignored :
                List.of(
                        ".hidden.yaml",
                        ".git/x.yaml",
                        "x.yaml~",
                        ".x.yaml.swp",
                        "#x.yaml#",
                        "4913",
                        "x.txt",
                        "yaml",
                        "x.yaml.bak")) {
            write(ignored, object("x", 1));
        }

        start(directory);

        assertThat(told.objects()).containsExactly("a=1", "b=1", "c=1", "d=");
        assertThat(told.causes()).containsExactly("read " + directory);
        assertThat(told.findings()).isEmpty();
    }

    @Test
    void anEmptyDirectoryIsACompleteStart() {
        start(directory);

        assertThat(told.batches()).hasSize(1);
        assertThat(told.batches().getFirst().events()).isEmpty();
    }

    @Test
    void onlyWhatChangedIsTold() throws IOException {
        write("a.yaml", object("a", 1) + "---\n" + object("b", 1));
        start(directory);

        long before = System.nanoTime();
        write("a.yaml", object("a", 1) + "---\n" + object("b", 2) + "---\n" + object("c", 1));

        told.awaitObjects("a=1", "b=2", "c=1");
        ConfigBatch batch = told.batches().getLast();
        assertThat(batch.cause()).isEqualTo("changed a.yaml");
        assertThat(batch.detectedNanos()).isBetween(before, System.nanoTime());
        assertThat(upserts()).containsExactly("a", "b", "b", "c");
        assertThat(deletes()).isEmpty();
    }

    @Test
    void filesComeAndGo() throws IOException {
        write("a.yaml", object("a", 1));
        start(directory);

        write("b.yaml", object("b", 1));
        told.awaitObjects("a=1", "b=1");
        Files.delete(directory.resolve("a.yaml"));
        told.awaitObjects("b=1");

        assertThat(told.causes())
                .containsExactly("read " + directory, "added b.yaml", "removed a.yaml");
    }

    @Test
    void filesAreReplacedAtomically() throws IOException {
        write("a.yaml", object("a", 1));
        start(directory);

        for (int i = 2; i < 20; i++) {
            Path next = Files.writeString(directory.resolve(".a.tmp"), object("a", i));
            Files.move(next, directory.resolve("a.yaml"), StandardCopyOption.ATOMIC_MOVE);
            told.awaitObjects("a=" + i);
        }
        assertThat(deletes()).isEmpty();
    }

    @Test
    void directoriesComeMoveAndGo() throws IOException {
        start(directory);

        write("x/y/a.yaml", object("a", 1));
        told.awaitObjects("a=1");
        write("x/y/a.yaml", object("a", 2));
        told.awaitObjects("a=2");
        Files.move(directory.resolve("x"), directory.resolve("b"));
        write("b/y/b.yaml", object("b", 1));
        told.awaitObjects("a=2", "b=1");
        write("b/y/a.yaml", object("a", 3));
        told.awaitObjects("a=3", "b=1");
        Files.move(directory.resolve("b"), directory.resolve("z"));
        write("z/y/a.yaml", object("a", 4));
        told.awaitObjects("a=4", "b=1");
        Files.move(directory.resolve("z"), temporary.resolve("elsewhere"));
        told.awaitObjects();
        Files.move(temporary.resolve("elsewhere"), directory.resolve("x"));
        told.awaitObjects("a=4", "b=1");
        for (String name : List.of("x/y/a.yaml", "x/y/b.yaml", "x/y", "x")) {
            Files.delete(directory.resolve(name));
        }
        told.awaitObjects();
    }

    @Test
    void aBrokenFileKeepsItsLastGoodObjects() throws IOException {
        write("a.yaml", object("a", 1) + "---\n" + object("b", 1));
        start(directory);

        write("a.yaml", object("a", 2) + "---\nkind: [\n");
        told.awaitObjects("a=2", "b=1");
        told.await(() -> assertThat(told.findings()).hasSize(1));
        assertThat(told.findings().getFirst()).startsWith("INVALID_YAML " + directory + "/a.yaml:");
        write("a.yaml", object("a", 3));
        told.awaitObjects("a=3");
        told.await(() -> assertThat(told.findings()).isEmpty());
    }

    @Test
    void aRefusedObjectKeepsItsLastGoodVersion() throws IOException {
        write("a.yaml", object("a", 1) + "---\n" + gateway(1, 80));
        start(directory);
        assertThat(told.objects()).containsExactly("g=1", "a=1");

        write("a.yaml", object("a", 2) + "---\n" + gateway(2, 70_000));

        told.awaitObjects("g=1", "a=2");
        assertThat(told.findings()).containsExactly("INVALID_VALUE " + directory + "/a.yaml:10:20");
        write("a.yaml", gateway(2, 81));
        told.awaitObjects("g=2");
        assertThat(told.findings()).isEmpty();
    }

    @Test
    void anObjectThatWasNeverGoodIsNotTold() throws IOException {
        write("a.yaml", gateway(1, 0));
        start(directory);

        assertThat(told.objects()).isEmpty();
        assertThat(told.findings()).containsExactly("INVALID_VALUE " + directory + "/a.yaml:6:20");
    }

    @Test
    void aFileThatGoesTakesItsFindingsWithIt() throws IOException {
        write("a.yaml", gateway(1, 0));
        start(directory);
        assertThat(told.findings()).isNotEmpty();

        Files.delete(directory.resolve("a.yaml"));
        told.await(() -> assertThat(told.findings()).isEmpty());
    }

    @Test
    void ofTwoDefinitionsTheFirstHolds() throws IOException {
        write("b.yaml", object("x", 2));
        write("c.yaml", object("x", 3) + "---\n" + object("x", 4));
        start(directory);

        assertThat(told.objects()).containsExactly("x=2");
        assertThat(told.findings())
                .containsExactlyInAnyOrder(
                        "DUPLICATE_OBJECT " + directory + "/c.yaml:1:1",
                        "DUPLICATE_OBJECT " + directory + "/c.yaml:5:1");
        write("a.yaml", object("x", 1));
        told.awaitObjects("x=1");
        assertThat(told.findings()).hasSize(3);
        Files.delete(directory.resolve("a.yaml"));
        told.awaitObjects("x=2");
        Files.delete(directory.resolve("b.yaml"));
        told.awaitObjects("x=3");
        assertThat(told.findings())
                .containsExactly("DUPLICATE_OBJECT " + directory + "/c.yaml:5:1");
        Files.delete(directory.resolve("c.yaml"));
        told.awaitObjects();
        assertThat(told.findings()).isEmpty();
    }

    @Test
    void halfOfAChangeTakesNothingAway() throws IOException {
        String before = object("a", 1) + "---\n" + object("b", 1);
        write("a.yaml", before);
        start(directory);

        Path file = directory.resolve("a.yaml");
        for (int i = 2; i < 20; i++) {
            String after = object("a", i) + "---\n" + object("b", i);
            Files.writeString(file, "");
            Files.writeString(file, after.substring(0, object("a", i).length() - 1));
            Files.writeString(file, after);
            told.awaitObjects("a=" + i, "b=" + i);
            Files.move(file, directory.resolve("a.yaml~"), StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(file, before);
            told.awaitObjects("a=1", "b=1");
        }
        assertThat(deletes()).isEmpty();
    }

    @Test
    void aFileThatStaysEmptyLosesItsObjects() throws IOException {
        write("a.yaml", object("a", 1) + "---\n" + object("b", 1));
        start(directory);

        write("a.yaml", object("a", 1).strip());
        told.awaitObjects("a=1");
        write("a.yaml", "");
        told.awaitObjects();
    }

    @Test
    void anObjectMovesBetweenFiles() throws IOException {
        write("a.yaml", object("a", 1));
        start(directory);

        Files.move(directory.resolve("a.yaml"), directory.resolve("b.yaml"));
        write("c.yaml", object("c", 1));
        told.awaitObjects("a=1", "c=1");
        write("b.yaml", object("a", 2));
        told.awaitObjects("a=2", "c=1");

        assertThat(deletes()).isEmpty();
        assertThat(upserts()).containsExactly("a", "c", "a");
        assertThat(told.findings()).isEmpty();
    }

    @Test
    void mountedConfigMapsAreReplacedAtOnce() throws IOException {
        Path first = Files.createDirectory(directory.resolve("..1"));
        Files.writeString(first.resolve("a.yaml"), object("a", 1));
        Files.writeString(first.resolve("b.yaml"), object("b", 1));
        Files.createSymbolicLink(directory.resolve("..data"), Path.of("..1"));
        Files.createSymbolicLink(directory.resolve("a.yaml"), Path.of("..data/a.yaml"));
        Files.createSymbolicLink(directory.resolve("b.yaml"), Path.of("..data/b.yaml"));
        start(directory);
        assertThat(told.objects()).containsExactly("a=1", "b=1");

        Path second = Files.createDirectory(directory.resolve("..2"));
        Files.writeString(second.resolve("a.yaml"), object("a", 2));
        Files.writeString(second.resolve("b.yaml"), object("b", 2));
        Files.createSymbolicLink(directory.resolve("..data_tmp"), Path.of("..2"));
        Files.move(
                directory.resolve("..data_tmp"),
                directory.resolve("..data"),
                StandardCopyOption.ATOMIC_MOVE);

        told.awaitObjects("a=2", "b=2");
        assertThat(deletes()).isEmpty();
    }

    @Test
    void aSingleFile() throws IOException {
        Path file = write("a.txt", object("a", 1));
        write("b.yaml", object("b", 1));
        start(file);
        assertThat(told.objects()).containsExactly("a=1");

        Path next = Files.writeString(directory.resolve("next"), object("a", 2));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        told.awaitObjects("a=2");
        assertThat(told.causes()).containsExactly("read " + file, "changed a.txt");
    }

    @Test
    void severalRoots() throws IOException {
        Path other = Files.createDirectory(temporary.resolve("other"));
        Files.writeString(other.resolve("a.yaml"), object("a", 2));
        Path file = write("z.yaml", object("a", 1));

        start(file, other, directory);

        assertThat(told.objects()).containsExactly("a=1");
        assertThat(told.findings()).containsExactly("DUPLICATE_OBJECT " + other + "/a.yaml:1:1");
    }

    @Test
    void aRootThatIsALinkIsFollowed() throws IOException {
        write("a.yaml", object("a", 1));
        Path other = Files.createDirectory(temporary.resolve("other"));
        Files.writeString(other.resolve("a.yaml"), object("a", 2));
        Path link = Files.createSymbolicLink(temporary.resolve("current"), directory);
        start(link);
        assertThat(told.objects()).containsExactly("a=1");

        Path next = Files.createSymbolicLink(temporary.resolve("next"), other);
        Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);

        told.awaitObjects("a=2");
        Files.writeString(other.resolve("a.yaml"), object("a", 3));
        told.awaitObjects("a=3");
        assertThat(deletes()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsAFinding() throws IOException {
        write("a.yaml", object("a", 1));
        Files.createSymbolicLink(directory.resolve("loop"), directory);
        Files.createDirectory(directory.resolve("b.yaml"));
        start(directory);
        assertThat(told.objects()).containsExactly("a=1");
        assertThat(told.findings()).containsExactly("INVALID_YAML " + directory + "/loop:1:1");

        Files.delete(directory.resolve("a.yaml"));
        Files.createDirectory(directory.resolve("a.yaml"));
        told.awaitObjects();
    }

    @Test
    void aMissingRootIsToldInOneSentence() {
        Path missing = temporary.resolve("missing");

        assertThatThrownBy(() -> new FileSource(List.of(missing)))
                .hasMessage(
                        missing
                                + " does not exist (expected: a directory or file with YAML or JSON)");
    }

    @Test
    void lostEventsAreMadeUpFor() throws IOException, InterruptedException {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        open(directory)
                .start(batch -> {
                    told.accept(batch);
                    if (batch.cause().equals("added first.yaml")) {
                        blocked.countDown();
                        awaitUninterruptibly(released);
                    }
                });
        write("first.yaml", object("first", 1));
        blocked.await();
        int files = 1_500;
        for (int i = 0; i < files; i++) {
            write("%04d.yaml".formatted(i), object("x%04d".formatted(i), 1));
        }
        released.countDown();

        told.await(() -> assertThat(told.objects()).hasSize(files + 1));
        assertThat(told.objects())
                .containsAll(IntStream.range(0, files).mapToObj("x%04d=1"::formatted).toList());
        write("0007.yaml", object("x0007", 2));
        told.await(() -> assertThat(told.objects()).contains("x0007=2"));
    }

    @Test
    void nothingIsToldOnceClosed() throws IOException {
        start(directory);
        close();

        write("a.yaml", object("a", 1));

        assertThat(told.batches()).hasSize(1);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("file-source"));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void start(Path... roots) {
        open(roots).start(told);
    }

    private FileSource open(Path... roots) {
        FileSource source = new FileSource(List.of(roots));
        sources.add(source);
        return source;
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private List<String> upserts() {
        return told.batches().stream()
                .flatMap(b -> b.events().stream())
                .filter(ConfigEvent.Upsert.class::isInstance)
                .map(e -> ((ConfigEvent.Upsert) e).object().metadata().name())
                .toList();
    }

    private List<ConfigEvent> deletes() {
        return told.batches().stream()
                .flatMap(b -> b.events().stream())
                .filter(ConfigEvent.Delete.class::isInstance)
                .toList();
    }

    private static String object(String name, int value) {
        return """
        apiVersion: v1
        kind: Namespace
        metadata: {name: %s, labels: {v: "%d"}}
        """
                .formatted(name, value);
    }

    private static String gateway(int value, int port) {
        return """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: g, labels: {v: "%d"}}
        spec:
          servers:
          - port: {number: %d, name: a, protocol: HTTP}
            hosts: ["*"]
        """
                .formatted(value, port);
    }
}
