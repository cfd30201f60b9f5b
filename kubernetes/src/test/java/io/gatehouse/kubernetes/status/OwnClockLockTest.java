// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.time.Duration;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnClockLockTest {
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final ZonedDateTime NOON = ZonedDateTime.parse("2026-11-29T12:00:00Z");

    private final KubernetesClient client = new KubernetesClientBuilder().build();
    private ZonedDateTime wall = NOON;
    private long nanoTime = Long.MAX_VALUE - 1;
    private LeaderElectionRecord stored = renewed(NOON);
    private final OwnClockLock lock = new OwnClockLock(new Stored(), () -> nanoTime, () -> wall);

    private static LeaderElectionRecord renewed(ZonedDateTime when) {
        return new LeaderElectionRecord("other", LEASE, NOON, when, 1);
    }

    @AfterEach
    void close() {
        client.close();
    }

    private void pass(Duration time) {
        nanoTime += time.toNanos();
        wall = wall.plus(time);
    }

    /// As the elector sees it.
    private boolean ended() {
        return wall.isAfter(lock.get(client).getRenewTime().plus(LEASE));
    }

    @Test
    void aClockThatJumpsEndsNobodysLease() {
        assertThat(ended()).isFalse();
        wall = wall.plusHours(5);
        assertThat(ended()).isFalse();

        pass(Duration.ofSeconds(14));
        assertThat(ended()).isFalse();
        pass(Duration.ofSeconds(2));
        assertThat(ended()).isTrue();
    }

    @Test
    void aClockThatJumpsBackKeepsNobodyFromFollowing() {
        assertThat(ended()).isFalse();
        wall = wall.minusHours(5);
        pass(Duration.ofSeconds(16));

        assertThat(ended()).isTrue();
    }

    @Test
    void whoeverRenewsByAWrongClockLeadsWhileItRenews() {
        for (int i = 0; i < 10; i++) {
            stored = renewed(NOON.plusHours(i % 2 == 0 ? 5 : -5).plusSeconds(i));
            assertThat(ended()).isFalse();
            pass(Duration.ofSeconds(14));
        }
        pass(Duration.ofSeconds(2));

        assertThat(ended()).isTrue();
    }

    @Test
    void aLeaseThatEndedBeforeIsNotWaitedFor() {
        stored = renewed(NOON.minusSeconds(16));

        assertThat(ended()).isTrue();
    }

    private final class Stored implements Lock {
        @Override
        public LeaderElectionRecord get(KubernetesClient from) {
            return stored;
        }

        @Override
        public void create(KubernetesClient to, LeaderElectionRecord wanted) {
            stored = wanted;
        }

        @Override
        public void update(KubernetesClient to, LeaderElectionRecord wanted) {
            stored = wanted;
        }

        @Override
        public String identity() {
            return "this";
        }

        @Override
        public String describe() {
            return "the lock";
        }
    }
}
