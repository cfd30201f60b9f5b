// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.kubernetes.api.ApiServer;
import io.gatehouse.kubernetes.status.EventSink;
import io.gatehouse.kubernetes.status.StatusObjects;
import io.gatehouse.server.AppliedChange;
import io.gatehouse.server.LiveChange;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Writes on each object what became of it, while this replica leads, by one thread that holds up
/// nobody. What it is told may come from any thread.
public final class StatusWriter implements AutoCloseable {
    private static final Duration SHORTEST_REST = Duration.ofMillis(5);
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);

    /// Of its time, one part for looking at all objects.
    private static final int SWEEP_SHARE = 20;

    private final ChangeRevisions revisions = new ChangeRevisions();
    private final UpstreamHosts hosts;
    private final StatusQueue queue;
    private final Attempts attempts;
    private final ObjectWrites writes;
    private final OwnReport report;
    private final FindingEvents events;
    private final StatusTiming timing;
    private final Served served;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private volatile boolean leading;
    private volatile int term;
    private volatile boolean stirred;

    /// @param reporter the name of this replica
    /// @param trouble told sentences for people; must not block
    public StatusWriter(
            ApiServer api,
            String reporter,
            Served served,
            StatusTiming timing,
            InstantSource time,
            Consumer<String> trouble) {
        this.served = served;
        this.timing = timing;
        report = new OwnReport(served, revisions);
        StatusObjects objects = new StatusObjects(api);
        hosts = new UpstreamHosts(served.resources());
        queue = new StatusQueue(timing.quiet(), timing.longestQuiet());
        attempts = new Attempts(timing, trouble);
        writes = new ObjectWrites(objects, queue, attempts, timing, time);
        events = new FindingEvents(new EventSink(api, reporter), objects, time);
        thread = Thread.ofVirtual().name("status").unstarted(this::run);
    }

    /// Once the configuration is served.
    public void start() {
        thread.start();
    }

    /// Only one replica may lead at a time.
    public synchronized void lead(boolean now) {
        term = term + 1;
        leading = now;
        wake.release();
    }

    /// What another replica, which leads, needs to know of this one.
    public OwnReport report() {
        return report;
    }

    /// Another replica has told of these.
    public void reported(Set<ObjectKey> keys) {
        if (leading) {
            long now = System.nanoTime();
            keys.forEach(key -> queue.changed(key, now));
        }
    }

    public void applied(AppliedChange change) {
        revisions.applied(change);
        report.applied(change);
        if (!leading) {
            return;
        }
        long now = System.nanoTime();
        ChangedObjects.of(change).forEach(key -> queue.changed(key, now));
        events.appeared(change.findings().appeared());
        stirred = true;
    }

    public void live(LiveChange change) {
        revisions.live(change);
        report.live(change);
        if (leading) {
            long now = System.nanoTime();
            ChangedObjects.of(change.change()).forEach(key -> queue.changed(key, now));
        }
    }

    private void run() {
        long connected = System.nanoTime() + timing.reconnect().toNanos();
        Looks looks = new Looks();
        try {
            while (true) {
                long rest = leading ? looks.rest(System.nanoTime()) : LONGEST_REST.toNanos();
                if (wake.tryAcquire(rest, TimeUnit.NANOSECONDS)) {
                    wake.drainPermits();
                }
                long now = System.nanoTime();
                if (!leading) {
                    looks.resign();
                } else if (now >= connected && attempts.mayAsk(now) && othersAreKnown()) {
                    looks.lead(term, now);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// What is looked for at proxies is known when all replicas have told of theirs, and what these
    /// proxies need has been worked out here, too.
    private boolean othersAreKnown() {
        OtherReplicas others = served.others().get();
        return !others.awaited()
                && others.reports().stream()
                        .flatMap(of -> of.proxies().stream())
                        .map(ReportedProxy::group)
                        .distinct()
                        .allMatch(group -> served.resources().apply(group).revision() > 0);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// What only the writer's thread may touch.
    private final class Looks {
        private StatusEvaluation evaluation = StatusEvaluation.now(served, hosts, revisions);
        private int stockOf;
        private long nextLook = System.nanoTime();
        private List<Object> seen = List.of();
        private long nextSweep = System.nanoTime();

        /// Until something may be due. What changes meanwhile is not due sooner than so: it is to
        /// be quiet first.
        long rest(long now) {
            long due = events.areWaiting() ? now : Math.min(nextLook, queue.nextDue(now));
            long rest = Math.max(due, attempts.next()) - now;
            return Math.clamp(rest, SHORTEST_REST.toNanos(), timing.quiet().toNanos());
        }

        void resign() {
            queue.clear();
            writes.forgetAll();
            events.forgetWaiting();
        }

        void lead(int current, long now) {
            if (stockOf != current) {
                resign();
                evaluation = evaluation.later(hosts);
                if (writes.takeStock(evaluation, now)) {
                    stockOf = current;
                    events.appeared(evaluation.state().findings());
                    stirred = true;
                    nextSweep = now;
                }
                return;
            }
            if (now >= nextLook || queue.isDue(now) || events.areWaiting()) {
                nextLook = now + LONGEST_REST.toNanos();
                evaluation = evaluation.later(hosts);
                sweep(now);
                events.tellNext(evaluation, attempts, now);
                attend();
            }
        }

        /// As many as may be asked for at once: one, but those that are as they should be cost
        /// nothing.
        private void attend() {
            long now = System.nanoTime();
            while (leading && attempts.mayAsk(now)) {
                Optional<ObjectKey> next = queue.poll(now);
                if (next.isEmpty()) {
                    return;
                }
                writes.attend(next.get(), evaluation, now);
            }
        }

        /// Looks at all objects if something has changed that might concern others than those that
        /// changed themselves.
        private void sweep(long now) {
            List<Object> connected = connected();
            if (!connected.equals(seen)) {
                seen = connected;
                stirred = true;
                nextSweep = now + timing.sweep().toNanos();
            }
            if (!stirred || now < nextSweep) {
                return;
            }
            stirred = false;
            writes.sweep(evaluation, evaluation.written());
            long took = System.nanoTime() - now;
            nextSweep = now + Math.max(timing.sweep().toNanos(), took * SWEEP_SHARE);
        }

        /// What may concern any object, of all replicas.
        private List<Object> connected() {
            OtherReplicas others = served.others().get();
            List<Object> all = new ArrayList<>();
            served.proxies().get().forEach(proxy -> all.add(proxy.proxy().stream()));
            for (ReplicaReport other : others.reports()) {
                all.add(other);
                other.proxies().forEach(p -> all.add(List.of(p.stream(), p.refusals())));
            }
            all.add(others.silent());
            return all;
        }
    }
}
