// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import static io.gatehouse.kubernetes.source.GivenObjects.key;
import static io.gatehouse.kubernetes.source.GivenObjects.service;
import static io.gatehouse.kubernetes.source.ToldBatches.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing that worked stops working while the API server, or the way to it, does not.
class SourceRecoveryTest {
    @TempDir private Path directory;
    private final List<SourceUnderTest> sources = new ArrayList<>();

    private SourceUnderTest source(WatchTiming timing) throws IOException {
        SourceUnderTest source = new SourceUnderTest(directory, timing);
        sources.add(source);
        return source;
    }

    @AfterEach
    void close() {
        sources.forEach(SourceUnderTest::close);
    }

    private static long lists(SourceUnderTest source) {
        return source.api.requests().stream()
                .filter(r -> r.startsWith("/api/v1/services") && !r.contains("watch="))
                .count();
    }

    private static long watches(SourceUnderTest source) {
        return source.api.requests().stream()
                .filter(r -> r.startsWith("/api/v1/services?") && r.contains("watch="))
                .count();
    }

    private static void awaitWatches(SourceUnderTest source, int count) {
        eventually(() -> assertThat(watches(source)).isGreaterThanOrEqualTo(count));
    }

    @Test
    void listsAreReadPageByPage() throws IOException {
        SourceUnderTest source = source(SourceUnderTest.pages(2));
        for (String name : List.of("a", "b", "c", "d", "e")) {
            source.put(service("default", name, 80));
        }

        source.start();

        assertThat(source.told.objects()).hasSize(5);
        assertThat(lists(source)).isEqualTo(3);
    }

    @Test
    void aListThatTookTooLongIsReadInOnePage() throws IOException {
        SourceUnderTest source = source(SourceUnderTest.pages(2));
        for (Kind kind : Kind.values()) {
            if (kind != Kind.SERVICE) {
                source.api.deny(kind);
            }
        }
        for (String name : List.of("a", "b", "c", "d", "e")) {
            source.put(service("default", name, 80));
        }
        source.api.objects().forgetAfterList();

        source.start();

        assertThat(source.told.objects()).hasSize(5);
        assertThat(lists(source)).isEqualTo(3);
    }

    @Test
    void thousandsOfObjectsComeInOneBatch() throws IOException {
        SourceUnderTest source = source(SourceUnderTest.TIMING);
        IntStream.range(0, 5_000).forEach(i -> source.put(service("default", "s" + i, 80)));

        source.start();

        assertThat(source.told.batches()).hasSize(1);
        assertThat(source.told.objects()).hasSize(5_000);
        assertThat(lists(source)).isEqualTo(10);
    }

    @Test
    void aWatchThatBreaksOffIsTakenUpWhereItWas() throws IOException {
        SourceUnderTest source = source(SourceUnderTest.TIMING);
        source.put(service("default", "a", 80));
        source.start();
        awaitWatches(source, 1);

        source.api.objects().dropWatches();
        source.put(service("default", "b", 80));

        source.told.awaitObjects("Service default/a", "Service default/b");
        assertThat(lists(source)).isEqualTo(1);
        assertThat(source.told.findings()).isEmpty();
    }

    @Test
    void aBookmarkIsWhereAWatchIsTakenUp() throws IOException {
        SourceUnderTest source = source(SourceUnderTest.TIMING);
        source.start();
        awaitWatches(source, 1);
        source.put(service("default", "a", 80));
        source.told.awaitObjects("Service default/a");

        source.put(GivenObjects.namespace("other", "{}"));
        source.api.objects().bookmark(Kind.SERVICE);
        source.put(service("default", "b", 80));
        source.told.awaitObjects("Service default/a", "Service default/b", "Namespace other");
        source.api.objects().dropWatches();
        source.put(service("default", "c", 80));

        source.told.awaitObjects(
                "Service default/a", "Service default/b", "Service default/c", "Namespace other");
        assertThat(lists(source)).isEqualTo(1);
    }

    @Test
    void aWatchThatEndsInTimeIsTakenUp() throws IOException {
        SourceUnderTest source =
                source(SourceUnderTest.watches(Duration.ofMillis(900), Duration.ofSeconds(5)));
        source.start();

        awaitWatches(source, 2);
        source.put(service("default", "a", 80));

        source.told.awaitObjects("Service default/a");
        assertThat(lists(source)).isEqualTo(1);
    }

    @Test
    void aWatchThatHangsIsReplaced() throws IOException {
        SourceUnderTest source =
                source(SourceUnderTest.watches(Duration.ofMillis(900), Duration.ofMillis(200)));
        source.start();
        awaitWatches(source, 1);

        source.api.objects().hangWatches();
        source.put(service("default", "a", 80));

        source.told.awaitObjects("Service default/a");
        assertThat(lists(source)).isEqualTo(1);
        assertThat(source.source().state().kinds())
                .filteredOn(state -> state.kind() == Kind.SERVICE)
                .singleElement()
                .satisfies(state -> assertThat(state.interruptions()).isPositive());
    }

    @Test
    void ofWhatIsListedAnewOnlyDifferencesAreTold() throws IOException {
        SourceUnderTest source = source(SourceUnderTest.TIMING);
        source.put(
                service("default", "same", 80),
                service("default", "changes", 80),
                service("default", "goes", 80));
        source.start();
        awaitWatches(source, 1);

        source.api.away();
        source.put(service("default", "changes", 81), service("default", "comes", 80));
        source.api.objects().delete(key(Kind.SERVICE, "default", "goes"));
        source.api.objects().forget();
        source.api.back();

        source.told.awaitObjects(
                "Service default/changes", "Service default/comes", "Service default/same");
        assertThat(source.told.changes(1))
                .containsExactly(
                        "+Service default/changes",
                        "+Service default/comes",
                        "-Service default/goes");
    }

    @Test
    void aWatchThatExpiresIsListedAnew() throws IOException {
        SourceUnderTest source = source(SourceUnderTest.TIMING);
        source.put(service("default", "a", 80));
        source.start();
        awaitWatches(source, 1);

        source.api.objects().expire(Kind.SERVICE);
        awaitWatches(source, 2);
        source.put(service("default", "b", 80));

        source.told.awaitObjects("Service default/a", "Service default/b");
        assertThat(lists(source)).isEqualTo(2);
        assertThat(source.told.changes(1)).containsExactly("+Service default/b");
    }

    @Test
    void whileTheApiServerIsAwayAllStays() throws IOException {
        SourceUnderTest source = source(SourceUnderTest.TIMING);
        source.put(service("default", "a", 80));
        source.start();
        awaitWatches(source, 1);

        source.api.away();
        eventually(() ->
                assertThat(source.told.codes())
                        .containsExactly(FindingCode.API_SERVER_UNAVAILABLE));
        assertThat(source.told.objects()).containsExactly("Service default/a");

        source.api.back();
        eventually(() -> assertThat(source.told.findings()).isEmpty());
        source.put(service("default", "b", 80));
        source.told.awaitObjects("Service default/a", "Service default/b");
        assertThat(source.told.changes(1)).containsExactly("+Service default/b");
    }

    @Test
    void aStartWaitsForTheApiServer() throws IOException, InterruptedException {
        SourceUnderTest source = source(SourceUnderTest.TIMING);
        source.put(service("default", "a", 80));
        source.api.away();
        Thread start = Thread.ofVirtual().start(source::start);
        eventually(() ->
                assertThat(source.source().state().kinds())
                        .allMatch(state -> state.failure().isPresent()));
        assertThat(source.told.batches()).isEmpty();

        source.api.back();
        start.join();

        assertThat(source.told.batches()).hasSize(1);
        assertThat(source.told.objects()).containsExactly("Service default/a");
    }

    @Test
    void aStartThatWaitsCanBeClosed() throws IOException, InterruptedException {
        SourceUnderTest source = source(SourceUnderTest.TIMING);
        source.api.away();
        Thread start = Thread.ofVirtual().start(source::start);
        eventually(() ->
                assertThat(source.source().state().kinds())
                        .anyMatch(state -> state.failure().isPresent()));

        source.source().close();
        start.join();

        assertThat(source.told.batches()).isEmpty();
    }
}
