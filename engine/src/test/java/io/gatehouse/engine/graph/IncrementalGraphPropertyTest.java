// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random tables, functions whose dependencies depend on values, diamonds and stacked indexes:
/// after every few random writes the graph that lived through all of them says what a fresh one
/// says, whether threads share the work or not.
class IncrementalGraphPropertyTest {
    private static final int KEYS = 12;
    private static final int ONE_THREAD = Integer.MAX_VALUE;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void incrementalEqualsFromScratch(long seed) {
        incrementalEqualsFromScratch(seed, ONE_THREAD);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void sharedWorkEqualsThatOfOneThread(long seed) {
        incrementalEqualsFromScratch(seed, 2);
    }

    private static void incrementalEqualsFromScratch(long seed, int many) {
        Random random = new Random(seed);
        Model living = new Model(many);
        Map<Integer, Integer> written = new HashMap<>();
        for (int step = 0; step < 200; step++) {
            int writes = 1 + random.nextInt(3);
            for (int i = 0; i < writes; i++) {
                int key = random.nextInt(KEYS);
                if (random.nextInt(4) == 0) {
                    written.remove(key);
                    living.numbers.remove(key);
                } else {
                    int value = random.nextInt(6);
                    written.put(key, value);
                    living.numbers.put(key, value);
                }
            }
            living.collect();

            Model fresh = new Model(ONE_THREAD);
            written.forEach(fresh.numbers::put);
            fresh.collect();
            assertThat(living.sums).as("seed %d, step %d", seed, step).isEqualTo(fresh.sums);
            assertThat(living.listings)
                    .as("seed %d, step %d", seed, step)
                    .isEqualTo(fresh.listings);
            assertThat(living.graph.failures().keySet()).isEqualTo(fresh.graph.failures().keySet());
        }
        written.keySet().forEach(living.numbers::remove);
        living.collect();
        assertThat(living.held()).as("values held after everything is gone").isZero();
    }

    private abstract static class Written {
        final IncrementalGraph graph;
        final Table<Integer, Integer> numbers;

        Written(int many) {
            graph = new IncrementalGraph(many);
            numbers = graph.table();
        }
    }

    private static final class Model extends Written {
        final Derivation<Integer, Integer> parity =
                graph.derivation("parity", (e, k) -> e.read(numbers, k).orElse(1) % 2);
        final Derivation<Integer, Integer> jump = graph.derivation("jump", this::jump);
        final Index<Integer, Integer> byParity =
                graph.index("by parity", numbers, this::parityGroups);
        final Derivation<Integer, Integer> peers =
                graph.derivation(
                        "peers",
                        (e, group) ->
                                e.members(byParity, group).stream()
                                        .mapToInt(k -> e.get(jump, k))
                                        .sum());
        final Index<Integer, String> bySum =
                graph.index(
                        "by sum",
                        byParity,
                        (e, group) -> Set.of("sum" + e.get(peers, group) % 3, "all"));
        final Derivation<String, String> listing =
                graph.derivation(
                        "listing", (e, group) -> e.members(bySum, group) + ":" + sumOf(e, group));
        final Output<Integer, Integer> sumsOutput = graph.output(byParity, peers);
        final Output<String, String> listingsOutput = graph.output(bySum, listing);
        final Map<Integer, Integer> sums = new TreeMap<>();
        final Map<String, String> listings = new TreeMap<>();

        Model(int many) {
            super(many);
        }

        /// Where it looks next depends on what it finds.
        private int jump(Evaluation e, int key) {
            int value = e.read(numbers, key).orElse(0);
            return switch (value) {
                case 0 -> e.get(parity, (key + 1) % KEYS) + 10;
                case 1 -> e.get(parity, (key + 2) % KEYS) + e.get(parity, key);
                case 2 -> e.read(numbers, (key + 3) % KEYS).orElse(7);
                default -> value + e.get(parity, (key + value) % KEYS);
            };
        }

        private Set<Integer> parityGroups(Evaluation e, int key) {
            Set<Integer> groups = new HashSet<>();
            groups.add(e.get(parity, key));
            if (e.get(jump, key) > 5) {
                groups.add(e.read(numbers, key).orElse(0) + 10);
            }
            return groups;
        }

        private int sumOf(Evaluation e, String group) {
            return e.members(bySum, group).stream().mapToInt(g -> e.get(peers, g)).sum();
        }

        void collect() {
            sumsOutput.changes().forEach(c -> apply(sums, c));
            listingsOutput.changes().forEach(c -> apply(listings, c));
        }

        private static <K, V> void apply(Map<K, V> state, Output.Change<K, V> change) {
            change.value()
                    .ifPresentOrElse(
                            v -> state.put(change.key(), v), () -> state.remove(change.key()));
        }

        int held() {
            return parity.size() + jump.size() + peers.size() + listing.size();
        }
    }
}
