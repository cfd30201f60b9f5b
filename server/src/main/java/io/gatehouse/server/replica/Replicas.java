// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.replica;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.server.status.OtherReplicas;
import io.gatehouse.server.status.ReplicaReport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The other replicas of the control plane, followed while this one leads or is asked for them.
/// Safe for use by several threads.
public final class Replicas implements AutoCloseable {
    public static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration LOOK = Duration.ofMillis(500);

    /// How long the others are followed for somebody who has asked.
    private static final Duration INTEREST = Duration.ofMinutes(1);

    private final Supplier<Set<InetSocketAddress>> addresses;
    private final ReplicaAccess access;
    private final Duration patience;
    private final Listener listener;
    private final Map<InetSocketAddress, ReplicaFollower> followers =
            new TreeMap<>(Comparator.comparing(InetSocketAddress::toString));
    private final Set<InetSocketAddress> told = new HashSet<>();
    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("replicas").factory());
    private boolean leading;
    private Optional<Long> asked = Optional.empty();

    /// Told from several threads; must not block.
    public interface Listener {
        /// Proxies of another replica belong to that group, which may be new here.
        void group(ProxyGroup group);

        /// Another replica has something else to say of these.
        void reported(Set<ObjectKey> keys);

        /// A replica answers again; a sentence for people.
        void progress(String sentence);

        /// A replica does not answer; likewise.
        void trouble(String sentence);
    }

    /// @param addresses of the other replicas, where they serve proxies, as of now
    /// @param patience with one that does not answer
    public Replicas(
            Supplier<Set<InetSocketAddress>> addresses,
            ReplicaAccess access,
            Duration patience,
            Listener listener) {
        this.addresses = addresses;
        this.access = access;
        this.patience = patience;
        this.listener = listener;
        long look = LOOK.toMillis();
        var _ = looks.scheduleWithFixedDelay(this::look, look, look, TimeUnit.MILLISECONDS);
    }

    /// Begins to follow the others, or ends it.
    public synchronized void lead(boolean now) {
        leading = now;
        look();
    }

    public synchronized OtherReplicas now() {
        List<ReplicaReport> reports = new ArrayList<>();
        int silent = 0;
        for (ReplicaFollower follower : followers.values()) {
            if (follower.silent()) {
                silent++;
            } else {
                follower.report().ifPresent(reports::add);
            }
        }
        return new OtherReplicas(reports, silent, reports.size() + silent < followers.size());
    }

    /// As [#now], and follows the others for a while even if this one does not lead.
    public synchronized OtherReplicas asked() {
        boolean idle = !follows();
        asked = Optional.of(System.nanoTime());
        if (idle) {
            look();
        }
        return now();
    }

    private boolean follows() {
        asked = asked.filter(time -> System.nanoTime() - time < INTEREST.toNanos());
        return leading || asked.isPresent();
    }

    private synchronized void look() {
        Set<InetSocketAddress> there = follows() ? addresses.get() : Set.of();
        followers
                .entrySet()
                .removeIf(entry -> {
                    boolean gone = !there.contains(entry.getKey());
                    if (gone) {
                        entry.getValue().close();
                        told.remove(entry.getKey());
                    }
                    return gone;
                });
        there.forEach(address -> followers.computeIfAbsent(address, this::follow));
        followers.forEach(this::tell);
    }

    private ReplicaFollower follow(InetSocketAddress address) {
        return new ReplicaFollower(address, access, patience, listener::group, listener::reported);
    }

    private void tell(InetSocketAddress address, ReplicaFollower follower) {
        String replica = "The control plane's replica at " + address.getHostString();
        if (follower.silent()) {
            if (told.add(address)) {
                listener.trouble(
                        "%s does not answer (%s): the status of objects tells nothing of its proxies"
                                .formatted(replica, follower.failure()));
            }
        } else if (follower.report().isPresent() && told.remove(address)) {
            listener.progress(replica + " answers");
        }
    }

    @Override
    public synchronized void close() {
        looks.shutdownNow();
        asked = Optional.empty();
        lead(false);
    }
}
