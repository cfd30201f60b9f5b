// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.status;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// A lock that ends when it has not been renewed for a while by this replica's own measure of time.
/// The elector compares the time that the holder wrote with the time of this machine: where either
/// clock is wrong or jumps, nobody would follow for hours, or two would lead.
final class OwnClockLock implements Lock {
    private final Lock lock;
    private final LongSupplier nanoTime;
    private final Supplier<ZonedDateTime> wall;
    private Optional<Seen> last = Optional.empty();

    private record Seen(LeaderElectionRecord as, long since) {}

    /// @param wall the clock that the elector compares with
    OwnClockLock(Lock lock, LongSupplier nanoTime, Supplier<ZonedDateTime> wall) {
        this.lock = lock;
        this.nanoTime = nanoTime;
        this.wall = wall;
    }

    @Override
    public synchronized LeaderElectionRecord get(KubernetesClient client) {
        LeaderElectionRecord found = lock.get(client);
        if (found == null || found.getRenewTime() == null) {
            return found;
        }
        long now = nanoTime.getAsLong();
        Seen seen =
                last.filter(before -> before.as.equals(found))
                        .orElseGet(() -> new Seen(found, now - ageAtFirst(found).toNanos()));
        last = Optional.of(seen);
        return found.toBuilder().renewTime(wall.get().minusNanos(now - seen.since)).build();
    }

    /// What was there before this replica began to look may have ended long ago. Who is mistaken
    /// here by a wrong clock takes over from one that leads, once, and the two agree.
    private Duration ageAtFirst(LeaderElectionRecord found) {
        Duration age = Duration.between(found.getRenewTime(), wall.get());
        return last.isPresent() || age.isNegative() ? Duration.ZERO : age;
    }

    @Override
    public void create(KubernetesClient client, LeaderElectionRecord wanted) {
        lock.create(client, wanted);
    }

    @Override
    public void update(KubernetesClient client, LeaderElectionRecord wanted) {
        lock.update(client, wanted);
    }

    @Override
    public String identity() {
        return lock.identity();
    }

    @Override
    public String describe() {
        return lock.describe();
    }
}
