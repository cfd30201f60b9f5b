// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FindingStoreTest {
    private final FindingStore store = new FindingStore();

    private static Finding finding(String message) {
        return new Finding(
                FindingCode.INVALID_VALUE,
                FindingCode.INVALID_VALUE.severity(),
                Optional.empty(),
                FieldPath.ROOT,
                message,
                Optional.empty());
    }

    @Test
    void anOriginReplacesWhatItSaidBefore() {
        store.put("file", List.of(finding("b"), finding("a")));
        store.changes();
        store.put("file", List.of(finding("b"), finding("c")));

        FindingChanges changes = store.changes();

        assertThat(changes.appeared()).containsExactly(finding("c"));
        assertThat(changes.resolved()).containsExactly(finding("a"));
        assertThat(store.all()).containsExactly(finding("b"), finding("c"));
    }

    @Test
    void whatComesAndGoesBetweenTwoLooksIsNoChange() {
        store.put("file", List.of(finding("a")));
        store.put("file", List.of());

        assertThat(store.changes()).isEqualTo(FindingChanges.NONE);
        assertThat(store.all()).isEmpty();
    }

    @Test
    void whatSeveralSayIsListedOnce() {
        store.put("one", List.of(finding("a")));
        store.put("two", List.of(finding("a")));

        assertThat(store.all()).containsExactly(finding("a"));
    }
}
