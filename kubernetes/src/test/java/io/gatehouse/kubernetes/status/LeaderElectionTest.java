// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class LeaderElectionTest {
    private static final Duration BEFORE_THE_LEASE_ENDS = Duration.ofSeconds(14);

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> troubles = new CopyOnWriteArrayList<>();

    private LeaderElection replica(KubernetesClient client, String name) {
        return new LeaderElection(
                client,
                "ours",
                "leader",
                name,
                leads -> told.add(name + " " + leads),
                troubles::add);
    }

    @Test
    void oneLeadsAndAnotherFollowsWhenItEnds() throws Exception {
        try (FakeLease lease = new FakeLease();
                KubernetesClient client = lease.client();
                LeaderElection second = replica(client, "second")) {
            try (LeaderElection first = replica(client, "first")) {
                first.start();
                await().until(first::leading);
                assertThat(lease.holder()).isEqualTo("first");
                second.start();
                await().until(() -> lease.reads() > 2);
                assertThat(second.leading()).isFalse();
            }
            await().atMost(BEFORE_THE_LEASE_ENDS).until(second::leading);
            assertThat(lease.holder()).isEqualTo("second");
            assertThat(told).containsExactly("first true", "first false", "second true");
            assertThat(troubles).isEmpty();
        }
    }

    @Test
    void aMissingRightIsToldOnceAndWhenItIsMissingAgain() throws Exception {
        try (FakeLease lease = new FakeLease();
                KubernetesClient client = lease.client();
                LeaderElection replica = replica(client, "first")) {
            lease.forbid("cannot create resource leases");
            replica.start();
            await().atMost(BEFORE_THE_LEASE_ENDS).until(() -> lease.reads() > 1);
            assertThat(troubles)
                    .singleElement()
                    .asString()
                    .contains("cannot be written", "cannot create resource leases");

            lease.allow();
            await().until(replica::leading);
            lease.forbid("cannot patch resource leases");
            await().atMost(BEFORE_THE_LEASE_ENDS).until(() -> troubles.size() > 1);
            assertThat(troubles.getLast()).contains("cannot patch resource leases");
        }
    }
}
