// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BlameTest {
    @Test
    void findsTheAccusedOfClustersAndListeners() {
        String detail =
                "Error adding/updating cluster(s) outbound|80||a.ns: bad value, b: also bad of c";
        assertThat(Blame.named(detail, List.of("outbound|80||a.ns", "b", "c", "d")))
                .containsExactly("outbound|80||a.ns", "b");
    }

    @Test
    void findsWhoIsOnlyMentioned() {
        String detail = "Only a single wildcard domain is permitted in route http.80";
        assertThat(Blame.named(detail, List.of("http.80", "http.8080"))).containsExactly("http.80");
        assertThat(Blame.named("route 'http.80' is bad.", List.of("http.80"))).hasSize(1);
    }

    @Test
    void doesNotTakePartsForNames() {
        assertThat(Blame.named("in route http.8080", List.of("http.80", "http", "80", "8080", "")))
                .isEmpty();
        assertThat(Blame.named("x: outbound|80|v1|host: bad", List.of("host", "outbound|80")))
                .isEmpty();
    }
}
