// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.server.GivenYaml;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangeJournalTest {
    private final ChangeJournal journal = new ChangeJournal();

    private static ObjectKey key(String name) {
        return new ObjectKey(Kind.NAMESPACE, "", name);
    }

    private static Optional<ConfigObject> version(String label) {
        return Optional.of(
                GivenYaml.valid(
                                "{apiVersion: v1, kind: Namespace, metadata: {name: ns, labels: {is: %s}}}"
                                        .formatted(label))
                        .getFirst());
    }

    private void pass(long revision, String name, String before) {
        journal.note(key(name), before.isEmpty() ? Optional.empty() : version(before));
        journal.close(Map.of("g", revision));
    }

    @Test
    void tellsWhoChangedSinceAndHowTheyWere() {
        pass(1, "early", "");
        pass(2, "a", "old");
        pass(3, "b", "");
        pass(4, "a", "newer");
        assertThat(journal.changes("g", 1))
                .contains(
                        new TreeMap<>(
                                Map.of(key("a"), version("old"), key("b"), Optional.empty())));
        assertThat(journal.changes("g", 4).orElseThrow()).isEmpty();
    }

    @Test
    void aPassThatIsTooLargeIsNotKeptAndWhatWasBeforeIsUnknown() {
        pass(1, "a", "");
        IntStream.range(0, 3_000).forEach(i -> journal.note(key("n" + i), Optional.empty()));
        journal.close(Map.of("g", 2L));
        pass(3, "b", "");
        assertThat(journal.changes("g", 1)).isEmpty();
        assertThat(journal.changes("g", 2).orElseThrow()).containsOnlyKeys(key("b"));
    }
}
