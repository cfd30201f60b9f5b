// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IncrementalGraphTest {
    private final IncrementalGraph graph = new IncrementalGraph();
    private final Table<String, Integer> numbers = graph.table();

    @Test
    void anEqualWriteChangesNothing() {
        Derivation<String, Integer> doubled =
                graph.derivation("doubled", (e, key) -> 2 * e.read(numbers, key).orElse(0));
        Output<String, Integer> output = graph.output(numbers, doubled);
        numbers.put("a", 1);
        assertThat(output.changes()).containsExactly(new Output.Change<>("a", Optional.of(2)));

        numbers.put("a", 1);

        assertThat(output.changes()).isEmpty();
        assertThat(doubled.runs()).isEqualTo(1);
    }

    @Test
    void anEqualResultStopsTheWave() {
        Derivation<String, Integer> sign =
                graph.derivation(
                        "sign", (e, key) -> Integer.signum(e.read(numbers, key).orElse(0)));
        Derivation<String, String> word =
                graph.derivation("word", (e, key) -> e.get(sign, key) > 0 ? "up" : "down");
        Output<String, String> output = graph.output(numbers, word);
        numbers.put("a", 1);
        output.changes();

        numbers.put("a", 7);

        assertThat(output.changes()).isEmpty();
        assertThat(sign.runs()).isEqualTo(2);
        assertThat(word.runs()).isEqualTo(1);
    }

    @Test
    void oneValueIsComputedAloneAndToldAsAChangeAllTheSame() {
        Derivation<String, Integer> doubled =
                graph.derivation("doubled", (e, key) -> 2 * e.read(numbers, key).orElseThrow());
        Output<String, Integer> output = graph.output(numbers, doubled);
        numbers.put("a", 1);
        numbers.put("b", 2);

        assertThat(output.value("a")).contains(2);
        assertThat(output.value("c")).isEmpty();
        assertThat(doubled.runs()).isEqualTo(1);
        assertThat(output.changes())
                .containsExactly(
                        new Output.Change<>("a", Optional.of(2)),
                        new Output.Change<>("b", Optional.of(4)));

        numbers.remove("a");
        assertThat(output.value("a")).isEmpty();
        assertThat(output.changes()).containsExactly(new Output.Change<>("a", Optional.empty()));
    }

    @Test
    void aValueThatCannotBeComputedIsAbsent() {
        Derivation<String, Integer> failing =
                graph.derivation(
                        "failing",
                        (e, key) -> {
                            throw new IllegalStateException(key);
                        });
        Output<String, Integer> output = graph.output(numbers, failing);
        numbers.put("a", 1);

        assertThat(output.value("a")).isEmpty();
        assertThat(graph.failures()).hasSize(1);
    }

    @Test
    void aChangeRunsOnlyWhatReadsIt() {
        Index<String, Integer> byValue =
                graph.index(
                        "by value", numbers, (e, key) -> Set.of(e.read(numbers, key).orElse(0)));
        Derivation<Integer, Integer> count =
                graph.derivation("count", (e, group) -> e.members(byValue, group).size());
        Output<Integer, Integer> output = graph.output(byValue, count);
        for (int i = 0; i < 1000; i++) {
            numbers.put("k" + i, i % 100);
        }
        assertThat(output.changes()).hasSize(100);
        assertThat(count.runs()).isEqualTo(100);

        numbers.put("k0", 1);

        assertThat(output.changes())
                .containsExactlyInAnyOrder(
                        new Output.Change<>(0, Optional.of(9)),
                        new Output.Change<>(1, Optional.of(11)));
        assertThat(count.runs()).isEqualTo(102);
    }

    @Test
    void whoAsksForASizeRunsWhenItIsReachedOrNoMore() {
        Index<String, Integer> byValue =
                graph.index(
                        "by value", numbers, (e, key) -> Set.of(e.read(numbers, key).orElse(0)));
        Derivation<String, Boolean> crowded =
                graph.derivation("crowded", (e, key) -> e.hasMembers(byValue, 5, 3));
        Output<String, Boolean> output = graph.output(numbers, crowded);
        numbers.put("a", 5);
        numbers.put("b", 5);
        assertThat(output.changes()).hasSize(2);
        assertThat(crowded.runs()).isEqualTo(2);

        numbers.put("c", 5);
        assertThat(output.changes())
                .containsExactlyInAnyOrder(
                        new Output.Change<>("a", Optional.of(true)),
                        new Output.Change<>("b", Optional.of(true)),
                        new Output.Change<>("c", Optional.of(true)));

        long runs = crowded.runs();
        numbers.put("d", 5);
        assertThat(output.changes()).hasSize(1);
        assertThat(crowded.runs()).isEqualTo(runs + 1);

        numbers.remove("a");
        numbers.remove("b");
        assertThat(output.changes())
                .contains(
                        new Output.Change<>("c", Optional.of(false)),
                        new Output.Change<>("d", Optional.of(false)));
        numbers.remove("c");
        numbers.remove("d");
        output.changes();
        assertThat(crowded.size()).isZero();
    }

    @Test
    void aGroupWithoutMembersIsGone() {
        Index<String, Integer> byValue =
                graph.index(
                        "by value", numbers, (e, key) -> Set.of(e.read(numbers, key).orElse(0)));
        Derivation<Integer, Integer> count =
                graph.derivation("count", (e, group) -> e.members(byValue, group).size());
        Output<Integer, Integer> output = graph.output(byValue, count);
        numbers.put("a", 5);
        output.changes();

        numbers.remove("a");

        assertThat(output.changes()).containsExactly(new Output.Change<>(5, Optional.empty()));
        assertThat(byValue.keys()).isEmpty();
        assertThat(count.size()).isZero();
    }

    @Test
    void indexesBuildOnEarlierIndexes() {
        Index<String, Integer> byValue =
                graph.index(
                        "by value", numbers, (e, key) -> Set.of(e.read(numbers, key).orElse(0)));
        Index<Integer, Boolean> bySize =
                graph.index(
                        "many",
                        byValue,
                        (e, group) -> Set.of(e.members(byValue, group).size() > 1));
        Derivation<Boolean, String> listing =
                graph.derivation("listing", (e, many) -> e.members(bySize, many).toString());
        Output<Boolean, String> output = graph.output(bySize, listing);
        numbers.put("a", 1);
        numbers.put("b", 2);
        assertThat(output.changes())
                .containsExactly(new Output.Change<>(false, Optional.of("[1, 2]")));

        numbers.put("c", 2);

        assertThat(output.changes())
                .containsExactlyInAnyOrder(
                        new Output.Change<>(false, Optional.of("[1]")),
                        new Output.Change<>(true, Optional.of("[2]")));
    }

    @Test
    void whatNobodyReadsIsLetGo() {
        Derivation<String, Integer> leaf =
                graph.derivation("leaf", (e, key) -> e.read(numbers, key).orElse(-1));
        Derivation<String, Integer> choice =
                graph.derivation(
                        "choice", (e, key) -> e.get(leaf, "n" + e.read(numbers, key).orElse(0)));
        Output<String, Integer> output = graph.output(numbers, choice);
        for (int i = 0; i < 50; i++) {
            numbers.put("a", i);
            output.changes();
        }
        assertThat(leaf.size()).isEqualTo(1);

        numbers.remove("a");
        output.changes();

        assertThat(leaf.size()).isZero();
        assertThat(choice.size()).isZero();
    }

    @Test
    void aFailureKeepsTheLastGoodValueAndHarmsNobodyElse() {
        Derivation<String, Integer> inverse =
                graph.derivation("inverse", (e, key) -> 100 / e.read(numbers, key).orElse(1));
        Output<String, Integer> output = graph.output(numbers, inverse);
        numbers.put("a", 5);
        numbers.put("b", 5);
        output.changes();

        numbers.put("a", 0);
        numbers.put("b", 10);
        numbers.put("c", 0);

        assertThat(output.changes()).containsExactly(new Output.Change<>("b", Optional.of(10)));
        assertThat(graph.failures().keySet())
                .containsExactlyInAnyOrder(
                        new IncrementalGraph.Place("inverse", "a"),
                        new IncrementalGraph.Place("inverse", "c"));

        numbers.put("a", 20);
        numbers.put("c", 50);

        assertThat(output.changes())
                .containsExactlyInAnyOrder(
                        new Output.Change<>("a", Optional.of(5)),
                        new Output.Change<>("c", Optional.of(2)));
        assertThat(graph.failures()).isEmpty();
    }

    @Test
    void aCycleIsAFailureAndNotAnOverflow() {
        Derivation<String, Integer>[] self = new DerivationCell().cell;
        self[0] = graph.derivation("self", (e, key) -> e.get(self[0], key) + 1);
        Output<String, Integer> output = graph.output(numbers, self[0]);
        numbers.put("a", 1);

        assertThat(output.changes()).isEmpty();
        assertThat(graph.failures().values())
                .singleElement()
                .satisfies(e -> assertThat(e).hasMessageContaining("cycle"));
    }

    @Test
    void onlyOneThreadMayWrite() throws InterruptedException {
        numbers.put("a", 1);
        Throwable[] thrown = new Throwable[1];
        Thread other = Thread.ofVirtual().unstarted(() -> numbers.put("a", 2));
        other.setUncaughtExceptionHandler((_, e) -> thrown[0] = e);
        other.start();
        other.join();

        assertThat(thrown[0]).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anIndexMayNotReadALaterOne() {
        Index<String, Integer>[] later = new IndexCell().cell;
        graph.index("early", numbers, (e, _) -> Set.of(e.members(later[0], 1).size()));
        later[0] = graph.index("late", numbers, (_, _) -> Set.of(1));
        Output<String, Integer> output =
                graph.output(numbers, graph.derivation("one", (_, _) -> 1));
        numbers.put("a", 1);
        output.changes();

        assertThat(graph.failures()).hasSize(1);
    }

    @Test
    void oneKeyHasOneWatcher() {
        Derivation<String, Integer> one = graph.derivation("one", (_, _) -> 1);
        graph.output(numbers, one);
        graph.output(numbers, one);

        assertThatThrownBy(() -> numbers.put("a", 1)).hasMessageContaining("watched twice");
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static final class DerivationCell {
        final Derivation<String, Integer>[] cell = new Derivation[1];
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static final class IndexCell {
        final Index<String, Integer>[] cell = new Index[1];
    }

    @Test
    void manyValuesAreComputedByThreadsOnceEach() {
        Thread owner = Thread.currentThread();
        CompletableFuture<Boolean> helped = new CompletableFuture<>();
        if (ForkJoinPool.getCommonPoolParallelism() == 0) { // one processor
            helped.complete(true);
        }
        helped.completeOnTimeout(false, 20, SECONDS);
        Derivation<String, Integer> shared =
                graph.derivation("shared", (e, key) -> e.read(numbers, key).orElse(0));
        Derivation<String, Integer> sum =
                graph.derivation(
                        "sum",
                        (e, key) -> {
                            if (Thread.currentThread() != owner) {
                                helped.complete(true);
                            }
                            assertThat(helped.join()).as("another thread has helped").isTrue();
                            return e.read(numbers, key).orElse(0) + e.get(shared, "n7");
                        });
        Output<String, Integer> output = graph.output(numbers, sum);
        IntStream.range(0, 5_000).forEach(i -> numbers.put("n" + i, i));

        assertThat(output.changes())
                .containsExactlyElementsOf(
                        IntStream.range(0, 5_000)
                                .mapToObj(i -> new Output.Change<>("n" + i, Optional.of(i + 7)))
                                .toList());
        assertThat(sum.runs()).isEqualTo(5_000);
        assertThat(shared.runs()).isEqualTo(1);

        numbers.put("n7", 8);

        assertThat(output.changes()).hasSize(5_000);
        assertThat(sum.runs()).isEqualTo(10_000);
        assertThat(shared.runs()).isEqualTo(2);
    }
}
