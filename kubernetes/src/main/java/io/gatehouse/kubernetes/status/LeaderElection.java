// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.status;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Has one of several replicas lead: whoever holds a Lease. A replica that is gone is followed
/// after 15 seconds, one that closes properly after two or three. Needs `get`, `create`, `update`
/// and `patch` on `leases.coordination.k8s.io`.
public final class LeaderElection implements AutoCloseable {
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration RENEW_WITHIN = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final KubernetesClient client;
    private final LeaderElectionConfig config;
    private final ExecutorService executor =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("election-", 0).factory());
    private CompletableFuture<?> running = CompletableFuture.completedFuture(null);
    private boolean closed;
    private volatile boolean leading;

    /// @param identity of this replica, not another's
    /// @param listener told whether this replica leads, whenever that changes; must not block
    /// @param trouble told sentences for people, when the Lease cannot be had; likewise
    public LeaderElection(
            KubernetesClient client,
            String namespace,
            String lease,
            String identity,
            Consumer<Boolean> listener,
            Consumer<String> trouble) {
        this.client = client;
        LeaderCallbacks callbacks =
                new LeaderCallbacks(
                        () -> lead(true, listener), () -> lead(false, listener), _ -> {});
        config =
                new LeaderElectionConfig(
                        new OwnClockLock(
                                new ToldLock(new LeaseLock(namespace, lease, identity), trouble),
                                System::nanoTime,
                                ZonedDateTime::now),
                        LEASE,
                        RENEW_WITHIN,
                        RETRY,
                        callbacks,
                        true,
                        lease);
    }

    /// Takes part until closed.
    public synchronized void start() {
        if (closed) {
            return;
        }
        running = new LeaderElector(client, config, executor).start();
        CompletableFuture<?> _ = running.whenCompleteAsync((_, _) -> start(), executor);
    }

    /// Whether this replica leads now.
    public boolean leading() {
        return leading;
    }

    private void lead(boolean now, Consumer<Boolean> listener) {
        if (leading != now) {
            leading = now;
            listener.accept(now);
        }
    }

    /// Lets another one lead.
    @Override
    public void close() {
        CompletableFuture<?> ending;
        synchronized (this) {
            closed = true;
            ending = running;
        }
        ending.cancel(true);
        executor.close();
    }
}
