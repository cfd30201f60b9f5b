// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.server.GivenYaml;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.ResourceType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangeJournalTest {
    private static final ResourceName ROUTES = new ResourceName(ResourceType.ROUTE, "http.80");
    private static final ResourceName OTHER = new ResourceName(ResourceType.ROUTE, "http.81");

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

    private void pass(long revision, ResourceName changed, String name, String before) {
        journal.note(key(name), before.isEmpty() ? Optional.empty() : version(before));
        journal.close(Map.of("g", revision), Map.of("g", Set.of(changed)));
    }

    @Test
    void tellsWhoChangedAResourceSinceAndHowTheyWere() {
        pass(1, ROUTES, "early", "");
        pass(2, ROUTES, "a", "old");
        pass(3, OTHER, "b", "");
        pass(4, ROUTES, "a", "newer");
        pass(5, ROUTES, "c", "");
        assertThat(journal.changes("g", ROUTES, 1))
                .contains(
                        new TreeMap<>(
                                Map.of(key("a"), version("old"), key("c"), Optional.empty())));
        assertThat(journal.changes("other", ROUTES, 0).orElseThrow()).isEmpty();
    }

    @Test
    void aPassThatIsTooLargeIsNotKeptAndWhatWasBeforeIsUnknown() {
        pass(1, ROUTES, "a", "");
        IntStream.range(0, 3_000).forEach(i -> journal.note(key("n" + i), Optional.empty()));
        journal.close(Map.of("g", 2L), Map.of("g", Set.of(ROUTES, OTHER)));
        pass(3, ROUTES, "b", "");
        assertThat(journal.changes("g", ROUTES, 1)).isEmpty();
        assertThat(journal.changes("g", ROUTES, 2).orElseThrow()).containsOnlyKeys(key("b"));
    }
}
