// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OwnedKeysTest {
    private final IncrementalGraph graph = new IncrementalGraph();
    private final Table<String, Boolean> owners = graph.table();

    /// Such as `a/1`, which belongs to `a`.
    private final Table<String, String> things = graph.table();

    private final Derivation<String, String> shown =
            graph.derivation("shown", (e, key) -> e.read(things, key).orElse(""));
    private final Output<String, String> output =
            graph.output(
                    graph.where(
                            "owned",
                            things,
                            key -> key.substring(0, 1),
                            (e, owner) -> e.read(owners, owner).orElse(false)),
                    shown);
    private final Map<String, String> now = new TreeMap<>();

    private Map<String, String> now() {
        output.changes()
                .forEach(change -> {
                    Optional<String> value = change.value();
                    value.ifPresentOrElse(
                            text -> now.put(change.key(), text), () -> now.remove(change.key()));
                });
        return now;
    }

    @Test
    void keysComeAndGoWithWhatTheirOwnerHas() {
        things.put("a/1", "one");
        things.put("b/1", "one");
        assertThat(now()).isEmpty();

        owners.put("a", true);
        assertThat(now()).containsOnlyKeys("a/1");
        things.put("a/2", "two");
        assertThat(now()).containsOnlyKeys("a/1", "a/2");
        things.remove("a/1");
        assertThat(now()).containsOnlyKeys("a/2");

        owners.put("b", true);
        owners.put("a", false);
        assertThat(now()).containsOnlyKeys("b/1");
        owners.put("a", true);
        things.remove("b/1");
        assertThat(now()).containsOnlyKeys("a/2");
    }

    @Test
    void nothingIsDoneForKeysOfOthers() {
        owners.put("a", true);
        things.put("a/1", "one");
        now();
        long runs = shown.runs();

        things.put("b/1", "one");
        things.put("b/2", "two");
        assertThat(now()).containsOnlyKeys("a/1");
        assertThat(shown.runs()).isEqualTo(runs);
    }

    @Test
    void anOwnerThatLosesItsLastKeyIsForgotten() {
        owners.put("a", true);
        things.put("a/1", "one");
        now();
        things.remove("a/1");
        now();
        owners.put("a", false);
        things.put("a/1", "again");

        assertThat(now()).isEmpty();
    }
}
