// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.xds.ConnectedProxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RolloutTrackerTest {
    private final List<String> live = new ArrayList<>();
    private final RolloutTracker tracker =
            new RolloutTracker(EmptyGroup.AWAITS_PROXIES, this::live);

    private void live(LiveChange change) {
        live.add(
                "%s on %d after %d ns"
                        .formatted(
                                change.change().batches().getFirst().cause(),
                                change.proxies(),
                                change.latency().toNanos()));
    }

    private static ConnectedProxy proxy(long stream, String group) {
        return new ConnectedProxy(
                stream, "node", group, ConnectedProxy.Protocol.DELTA, Instant.EPOCH);
    }

    private static AppliedChange change(String cause, Map<String, Long> revisions) {
        return new AppliedChange(
                List.of(new ConfigBatch(cause, 1000, List.of())),
                new TreeMap<>(revisions),
                FindingChanges.NONE);
    }

    @Test
    void aChangeIsLiveWhenEveryProxyOfItsGroupsHasIt() {
        tracker.connected(proxy(1, "a"));
        tracker.connected(proxy(2, "a"));
        tracker.connected(proxy(3, "b"));
        tracker.applied(change("x", Map.of("a", 5L)));

        tracker.settling(proxy(1, "a"), 5, 1500);
        tracker.settling(proxy(3, "b"), 9, 1600);
        assertThat(live).isEmpty();

        tracker.settling(proxy(2, "a"), 6, 1700);
        assertThat(live).containsExactly("x on 2 after 700 ns");
    }

    @Test
    void whereProxiesMayBeElsewhereAGroupWithoutAnyHoldsNothingUp() {
        RolloutTracker ofCluster = new RolloutTracker(EmptyGroup.NEEDS_NOTHING, this::live);
        ofCluster.applied(change("x", Map.of("a", 5L)));
        assertThat(live).containsExactly("x on 0 after 0 ns");

        ofCluster.connected(proxy(1, "a"));
        ofCluster.applied(change("y", Map.of("a", 6L)));
        assertThat(live).hasSize(1);
        ofCluster.disconnected(proxy(1, "a"));
        assertThat(live).containsExactly("x on 0 after 0 ns", "y on 0 after 0 ns");
    }

    @Test
    void changesAreToldInTheirOrder() {
        tracker.connected(proxy(1, "a"));
        tracker.applied(change("x", Map.of("a", 1L)));
        tracker.applied(change("y", Map.of()));
        assertThat(live).isEmpty();

        tracker.settling(proxy(1, "a"), 1, 2000);

        assertThat(live).containsExactly("x on 1 after 1000 ns", "y on 0 after 0 ns");
    }

    @Test
    void aChangeThatConcernsNoProxyIsLiveAtOnce() {
        tracker.applied(change("x", Map.of()));

        assertThat(live).containsExactly("x on 0 after 0 ns");
    }

    @Test
    void aGroupWithoutProxiesWaitsForTheFirst() {
        tracker.applied(change("x", Map.of("a", 1L)));
        assertThat(live).isEmpty();

        tracker.connected(proxy(1, "a"));
        assertThat(live).isEmpty();
        tracker.settling(proxy(1, "a"), 1, 3000);
        assertThat(live).hasSize(1);
    }

    @Test
    void aProxyThatLeavesHoldsNothingUp() {
        tracker.connected(proxy(1, "a"));
        tracker.connected(proxy(2, "a"));
        tracker.applied(change("x", Map.of("a", 1L)));
        tracker.settling(proxy(1, "a"), 1, 2000);

        tracker.disconnected(proxy(2, "a"));

        assertThat(live).hasSize(1);
    }
}
