// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CulpritSearchTest {
    private static List<Integer> upTo(int size) {
        return IntStream.range(0, size).boxed().toList();
    }

    @Test
    void nobodyIsGuiltyWhereAllIsGood() {
        assertThat(CulpritSearch.among(upTo(5), _ -> true)).isEmpty();
    }

    @Test
    void oneAmongManyTakesFewTrials() {
        AtomicInteger trials = new AtomicInteger();
        List<Integer> found =
                CulpritSearch.among(
                        upTo(1_000),
                        out -> {
                            trials.incrementAndGet();
                            return out.contains(777);
                        });
        assertThat(found).containsExactly(777);
        assertThat(trials.get()).isLessThanOrEqualTo(12);
    }

    @Test
    void whereTwoAreBadTogetherOnlyTheLaterOneGoes() {
        assertThat(CulpritSearch.among(upTo(9), out -> out.contains(3) || out.contains(6)))
                .containsExactly(6);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void exactlyTheGuiltyAreFound(long seed) {
        Random random = new Random(seed);
        Set<Integer> guilty = Set.copyOf(random.ints(4, 0, 50).boxed().distinct().toList());
        assertThat(CulpritSearch.among(upTo(50), out -> out.containsAll(guilty)))
                .containsExactlyInAnyOrderElementsOf(guilty);
    }
}
