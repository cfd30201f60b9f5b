// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.server.AppliedChange;
import io.gatehouse.server.FindingChanges;
import io.gatehouse.server.GivenYaml;
import io.gatehouse.server.LiveChange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChangeRevisionsTest {
    private static final long NEWEST = 100;

    private final ChangeRevisions revisions = new ChangeRevisions();

    private static ConfigObject gateway(int generation) {
        return GivenYaml.valid(
                        """
                        apiVersion: networking.istio.io/v1
                        kind: Gateway
                        metadata: {name: gw, namespace: shop, generation: %d}
                        spec:
                          servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}]
                        """
                                .formatted(generation))
                .getFirst();
    }

    private AppliedChange applied(ConfigEvent event, Map<String, Long> of) {
        AppliedChange change =
                new AppliedChange(
                        List.of(new ConfigBatch("test", 0, List.of(event))),
                        new TreeMap<>(of),
                        FindingChanges.NONE);
        revisions.applied(change);
        return change;
    }

    private AppliedChange upsert(int generation, Map<String, Long> of) {
        return applied(new ConfigEvent.Upsert(gateway(generation)), of);
    }

    private void live(AppliedChange change, int milliseconds, int proxies) {
        revisions.live(new LiveChange(change, Duration.ofMillis(milliseconds), proxies));
    }

    private Optional<Duration> latency() {
        return revisions.of(gateway(1)).latency();
    }

    private long needed(String group) {
        return revisions.of(gateway(1)).needed(group, NEWEST);
    }

    @Test
    void anyRevisionHasAnObjectThatWasThereBeforeTheGroup() {
        upsert(1, Map.of());

        assertThat(needed("a")).isEqualTo(1);
    }

    @Test
    void aChangeCountsForTheGroupsWhoseResourcesChangedWithIt() {
        upsert(1, Map.of("a", 3L, "b", 4L));
        upsert(2, Map.of("a", 7L));

        assertThat(needed("a")).isEqualTo(7);
        assertThat(needed("b")).isEqualTo(4);
        assertThat(needed("c")).isEqualTo(1);
    }

    /// The API server sends an object again when its status was written.
    @Test
    void theSameGenerationIsNoChange() {
        upsert(1, Map.of("a", 3L));
        upsert(1, Map.of("a", 9L));

        assertThat(needed("a")).isEqualTo(3);
    }

    @Test
    void aGroupThatBeganAnewNeedsWhatItHas() {
        upsert(1, Map.of("a", 50L));

        assertThat(revisions.of(gateway(1)).needed("a", 2)).isEqualTo(2);
    }

    @Test
    void theTimeIsThatOfTheChangeThatBroughtTheVersion() {
        AppliedChange first = upsert(1, Map.of("a", 3L));
        assertThat(latency()).isEmpty();
        live(first, 8, 1);
        live(upsert(1, Map.of("a", 4L)), 70, 1);

        assertThat(latency()).contains(Duration.ofMillis(8));
    }

    @Test
    void aNewVersionHasNoTimeUntilItsOwnChangeIsLive() {
        AppliedChange first = upsert(1, Map.of("a", 3L));
        AppliedChange second = upsert(2, Map.of("a", 4L));
        live(first, 8, 1);
        assertThat(latency()).isEmpty();

        live(second, 9, 1);
        assertThat(latency()).contains(Duration.ofMillis(9));
    }

    @Test
    void whereNoProxyHadToBeToldThereIsNoTime() {
        live(upsert(1, Map.of("a", 3L)), 0, 0);

        assertThat(latency()).isEmpty();
    }

    @Test
    void aDeletedObjectIsForgotten() {
        upsert(1, Map.of("a", 50L));
        applied(new ConfigEvent.Delete(gateway(1).key()), Map.of("a", 51L));

        assertThat(needed("a")).isEqualTo(1);
    }
}
