// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EntriesTest {
    private final IncrementalGraph graph = new IncrementalGraph();
    private final Table<String, String> texts = graph.table();

    /// Of `a=1 b=2`, by what stands before the equals sign.
    private final Entries<String, String> entries =
            graph.entries("words", texts, (e, key) -> words(e.read(texts, key).orElse("")));

    private final Derivation<String, String> told =
            graph.derivation("told", (e, key) -> e.read(entries, key).orElse("nothing"));
    private final Table<String, Boolean> asked = graph.table();
    private final Output<String, String> output = graph.output(asked, told);

    private static Map<String, String> words(String text) {
        return Stream.of(text.split(" "))
                .filter(word -> word.contains("="))
                .map(word -> word.split("="))
                .collect(Collectors.toMap(word -> word[0], word -> word[1]));
    }

    private Map<String, String> changed() {
        return output.changes().stream()
                .collect(
                        Collectors.toMap(
                                Output.Change::key, change -> change.value().orElseThrow()));
    }

    @Test
    void areEachByItself() {
        Stream.of("a", "b", "c").forEach(key -> asked.put(key, true));
        texts.put("one", "a=1 b=2");
        assertThat(changed()).isEqualTo(Map.of("a", "1", "b", "2", "c", "nothing"));
        long runs = told.runs();

        texts.put("one", "b=3 a=1");
        assertThat(changed()).isEqualTo(Map.of("b", "3"));
        assertThat(told.runs()).isEqualTo(runs + 1);

        texts.put("two", "c=4");
        assertThat(changed()).isEqualTo(Map.of("c", "4"));

        texts.remove("one");
        assertThat(changed()).isEqualTo(Map.of("a", "nothing", "b", "nothing"));
    }

    @Test
    void areReadByWhoComesLater() {
        texts.put("one", "a=1");
        assertThat(changed()).isEmpty();
        asked.put("a", true);
        assertThat(changed()).isEqualTo(Map.of("a", "1"));
    }
}
