// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.config.ConfigSource;
import io.gatehouse.config.LastGoodObjects;
import io.gatehouse.kubernetes.api.ApiServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// Objects from the API server. Each kind is listed and watched by a thread of its own; a further
/// one puts together what they find. A kind that cannot be read is told, keeps what it had, and is
/// tried again. Of Secrets and ConfigMaps only those are fetched that some object names.
public final class KubernetesSource implements ConfigSource {
    /// @param gatewayNamespaces of gateway workloads, until [#gatewayNamespaces] says others
    /// @param lastGood what is used of a kind or object that cannot be read yet
    public record Settings(
            Set<String> gatewayNamespaces, WatchTiming timing, LastGoodObjects lastGood) {
        public Settings {
            gatewayNamespaces = Set.copyOf(gatewayNamespaces);
        }
    }

    private final ApiServer api;
    private final Settings settings;
    private final LinkedBlockingQueue<WatchNews> queue = new LinkedBlockingQueue<>();
    private final CountDownLatch complete = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private volatile SourceState state = new SourceState(false, new KindStates().all());

    public KubernetesSource(ApiServer api, Settings settings) {
        this.api = api;
        this.settings = settings;
    }

    /// Waits as long as the API server is away and there is something that nothing is known of.
    @Override
    public void start(Consumer<ConfigBatch> sink) {
        ObjectDecoder decoder = new ObjectDecoder();
        synchronized (threads) {
            for (WatchedKind kind : WatchedKind.ALL) {
                threads.add(
                        Thread.ofVirtual()
                                .name("watch-" + kind.kind().plural())
                                .start(
                                        new KindWatch(
                                                api,
                                                decoder,
                                                kind,
                                                settings.timing(),
                                                queue::add)));
            }
            threads.add(
                    Thread.ofPlatform()
                            .name("kubernetes-source")
                            .daemon()
                            .start(
                                    new SourceLoop(
                                            api, decoder, settings, queue, sink, this::state)));
        }
        try {
            complete.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void state(SourceState now) {
        state = now;
        if (now.complete()) {
            complete.countDown();
        }
    }

    /// How it goes. Safe to call on any thread.
    public SourceState state() {
        return state;
    }

    /// Tells in which namespaces gateway workloads run: Secrets are looked up there. Safe to call
    /// on any thread.
    ///
    /// @param then run by the source's thread once the Secrets of these namespaces are handed over
    public void gatewayNamespaces(Set<String> namespaces, Runnable then) {
        queue.add(new WatchNews.GatewayNamespaces(Set.copyOf(namespaces), then));
    }

    @Override
    public void close() {
        List<Thread> running;
        synchronized (threads) {
            running = List.copyOf(threads);
        }
        running.forEach(Thread::interrupt);
        complete.countDown();
        try {
            for (Thread thread : running) {
                if (thread != Thread.currentThread()) {
                    thread.join();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
