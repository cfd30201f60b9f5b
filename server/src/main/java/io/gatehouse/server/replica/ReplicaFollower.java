// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.replica;

import com.google.protobuf.Empty;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.server.status.ReplicaReport;
import io.gatehouse.server.status.ReportPart;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Reads one other replica's report, by a thread of its own, again and again if it breaks off.
final class ReplicaFollower implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final InetSocketAddress address;
    private final ReplicaAccess access;
    private final Consumer<ProxyGroup> groups;
    private final Consumer<Set<ObjectKey>> changed;
    private final long patience;
    private final Thread thread;
    private Optional<ReplicaReport> report = Optional.empty();
    private long lost = System.nanoTime();
    private boolean following;
    private String failure = "no answer";

    /// @param patience after which one that does not answer is given up
    /// @param groups told before the first of their proxies counts
    /// @param changed told after it counts
    ReplicaFollower(
            InetSocketAddress address,
            ReplicaAccess access,
            Duration patience,
            Consumer<ProxyGroup> groups,
            Consumer<Set<ObjectKey>> changed) {
        this.address = address;
        this.access = access;
        this.patience = patience.toNanos();
        this.groups = groups;
        this.changed = changed;
        thread = Thread.ofVirtual().name("replica-" + address.getHostString()).start(this::run);
    }

    /// What it has told. If the stream breaks off, that counts for as long as it may come back:
    /// what has changed since is not on its proxies then.
    synchronized Optional<ReplicaReport> report() {
        return silent() ? Optional.empty() : report;
    }

    synchronized boolean silent() {
        return !following && System.nanoTime() - lost > patience;
    }

    /// Why it is silent, for people.
    synchronized String failure() {
        return failure;
    }

    private void run() {
        long pause = FIRST_PAUSE.toMillis();
        while (!Thread.interrupted()) {
            boolean told = follow();
            pause = told ? FIRST_PAUSE.toMillis() : Math.min(2 * pause, LONGEST_PAUSE.toMillis());
            try {
                Thread.sleep(pause);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    /// Returns when the stream has ended: whether all had been told.
    private boolean follow() {
        ReplicaReport fresh = new ReplicaReport();
        try {
            ManagedChannel channel = access.open(address);
            try {
                Iterator<ReportPart> parts =
                        ClientCalls.blockingServerStreamingCall(
                                channel,
                                ReportMethod.REPORT,
                                CallOptions.DEFAULT,
                                Empty.getDefaultInstance());
                while (parts.hasNext()) {
                    take(parts.next(), fresh);
                }
            } finally {
                channel.shutdownNow();
            }
            ended("it ended the stream");
        } catch (StatusRuntimeException e) {
            ended(e.getStatus().getCode() + ": " + e.getStatus().getDescription());
        } catch (IOException e) {
            ended(String.valueOf(e.getMessage()));
        }
        return fresh.whole();
    }

    private void take(ReportPart part, ReplicaReport fresh) {
        part.groups().forEach(groups);
        fresh.add(part);
        if (fresh.whole()) {
            synchronized (this) {
                report = Optional.of(fresh);
                following = true;
            }
        }
        changed.accept(part.objects().keySet());
    }

    private synchronized void ended(String why) {
        if (following) {
            lost = System.nanoTime();
        }
        following = false;
        failure = why;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
