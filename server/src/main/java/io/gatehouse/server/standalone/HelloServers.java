// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import io.gatehouse.config.ObjectKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The running [HelloServer]s, by the Pod that each stands in for.
final class HelloServers implements AutoCloseable {
    /// How long one that is not wanted any more still answers: as long as a proxy may go on sending
    /// to it until it knows.
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final Clock clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final SortedMap<ObjectKey, HelloServer> running = new TreeMap<>();

    HelloServers(Clock clock) {
        this.clock = clock;
    }

    /// Has exactly these run from now on.
    synchronized void run(Collection<ObjectKey> pods) {
        SortedMap<ObjectKey, HelloServer> unwanted = new TreeMap<>(running);
        unwanted.keySet().removeAll(new TreeSet<>(pods));
        running.keySet().removeAll(unwanted.keySet());
        unwanted.values().forEach(it -> Thread.ofVirtual().start(() -> closeLater(it)));
        pods.forEach(pod -> running.computeIfAbsent(pod, this::start));
    }

    /// The loopback port of one that runs.
    synchronized int port(ObjectKey pod) {
        return Objects.requireNonNull(running.get(pod)).port();
    }

    @Override
    public synchronized void close() {
        closing.countDown();
        running.values().forEach(HelloServer::close);
        running.clear();
    }

    private HelloServer start(ObjectKey pod) {
        try {
            return new HelloServer(pod.name(), clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void closeLater(HelloServer server) {
        try {
            closing.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            server.close();
        }
    }
}
