// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodeSetTest {
    private static final int SEED = 25;

    private static final class Plain extends Node {
        @Override
        void refresh() {}

        @Override
        void dispose() {}
    }

    /// Small and large, growing and shrinking.
    @Test
    void itIsASetThatKeepsItsOrder() {
        Random random = new Random(SEED);
        List<Plain> nodes = IntStream.range(0, 60).mapToObj(_ -> new Plain()).toList();
        for (int round = 0; round < 50; round++) {
            NodeSet<Plain> set = new NodeSet<>();
            Set<Plain> expected = new LinkedHashSet<>();
            int known = 1 + random.nextInt(nodes.size());
            for (int step = 0; step < 200; step++) {
                Plain node = nodes.get(random.nextInt(known));
                if (random.nextInt(3) == 0) {
                    set.remove(node);
                    expected.remove(node);
                } else {
                    assertThat(set.add(node)).isEqualTo(expected.add(node));
                }
                assertThat(set.contains(node)).isEqualTo(expected.contains(node));
                assertThat(set.isEmpty()).isEqualTo(expected.isEmpty());
                assertThat(set).containsExactlyElementsOf(new ArrayList<>(expected));
            }
        }
    }
}
