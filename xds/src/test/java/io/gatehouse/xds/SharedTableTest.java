// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SharedTableTest {
    private final SharedTable<String> table = new SharedTable<>();
    private final SortedMap<String, String> other =
            Collections.unmodifiableSortedMap(new TreeMap<>(Map.of("a", "1", "b", "1")));

    private void share() {
        table.put("a", "1");
        table.put("b", "1");
        table.share(other);
    }

    @Test
    void hasWhatItShares() {
        share();
        assertThat(table.all()).isEqualTo(other);
        assertThat(table.size()).isEqualTo(2);
        assertThat(table.allMatch("2"::equals)).isFalse();
        assertThat(table.get("a")).isSameAs(other.get("a"));
    }

    @Test
    void changesOfItsOwnLeaveTheSharedTableAlone() {
        share();
        table.put("a", "2");
        table.put("c", "2");
        table.remove("b");
        table.remove("b");
        table.remove("unknown");
        assertThat(table.all()).isEqualTo(Map.of("a", "2", "c", "2"));
        assertThat(table.size()).isEqualTo(2);
        assertThat(table.contains("b")).isFalse();
        assertThat(table.allMatch("2"::equals)).isTrue();
        assertThat(other).isEqualTo(Map.of("a", "1", "b", "1"));
    }

    @Test
    void whatWasRemovedCanComeBack() {
        share();
        table.remove("a");
        table.put("a", "3");
        assertThat(table.all()).isEqualTo(Map.of("a", "3", "b", "1"));
        table.remove("a");
        assertThat(table.all()).isEqualTo(Map.of("b", "1"));
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void anotherTableTakesThePlaceOfTheFirst() {
        share();
        table.remove("b");
        table.share(Collections.unmodifiableSortedMap(new TreeMap<>(Map.of("a", "1"))));
        assertThat(table.all()).isEqualTo(Map.of("a", "1"));
        table.put("b", "2");
        assertThat(table.all()).isEqualTo(Map.of("a", "1", "b", "2"));
    }

    @Test
    void aTableOfAnotherSizeIsNotShared() {
        assertThatThrownBy(() -> table.share(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("table of 2 names (expected: 0)");
    }
}
