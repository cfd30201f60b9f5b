// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class UnionTest {
    @Test
    void aKeyIsThereAsLongAsOneOfThePartsHasIt() {
        IncrementalGraph graph = new IncrementalGraph();
        Table<String, Integer> first = graph.table();
        Table<String, Integer> second = graph.table();
        first.put("a", 1);
        Keys<String> union = graph.union(List.of(first, second));
        TreeSet<String> told = new TreeSet<>();
        union.follow(
                new Keys.Follower<>() {
                    @Override
                    public void added(String key) {
                        assertThat(told.add(key)).isTrue();
                    }

                    @Override
                    public void removed(String key) {
                        assertThat(told.remove(key)).isTrue();
                    }
                });
        assertThat(told).containsExactly("a");

        second.put("a", 1);
        second.put("b", 1);
        first.remove("a");
        assertThat(told).containsExactly("a", "b");

        second.remove("a");
        assertThat(told).containsExactly("b");
        assertThat(union.keys()).containsExactly("b");
    }
}
