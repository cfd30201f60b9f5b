// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.Kind;
import io.gatehouse.config.discovery.DiscoveryFilter;
import io.gatehouse.kubernetes.api.ApiFailure;
import io.gatehouse.kubernetes.api.ApiServer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The one thread that puts together what is to be told: it takes what the watches tell, fetches
/// the Secrets and ConfigMaps that objects name, and hands over both at once.
final class SourceLoop implements Runnable {
    /// A kind that was there is believed to be gone once it was not found so many times.
    private static final int ABSENCES = 3;

    private final BlockingQueue<WatchNews> queue;
    private final String address;
    private final Consumer<ConfigBatch> sink;
    private final Consumer<SourceState> state;

    private final KindStates kinds = new KindStates();
    private final Map<Kind, Integer> absences = new EnumMap<>(Kind.class);
    private final ObjectTable table;
    private final DiscoveryFilter filter = new DiscoveryFilter();
    private final CredentialDemand demand;
    private final StoredValues values;
    private final BatchCause causes = new BatchCause();
    private final List<ConfigEvent> pending = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private boolean complete;

    SourceLoop(
            ApiServer api,
            ObjectDecoder decoder,
            KubernetesSource.Settings settings,
            BlockingQueue<WatchNews> queue,
            Consumer<ConfigBatch> sink,
            Consumer<SourceState> state) {
        this.queue = queue;
        this.address = api.address();
        this.sink = sink;
        this.table = new ObjectTable(settings.lastGood());
        this.state = state;
        this.demand = new CredentialDemand(settings.gatewayNamespaces());
        this.values =
                new StoredValues(
                        new ValueFetch(api, decoder), table, demand::isNeeded, settings.timing());
    }

    @Override
    public void run() {
        try {
            List<WatchNews> news = new ArrayList<>();
            while (!Thread.currentThread().isInterrupted()) {
                long detected = take(news);
                news.forEach(this::learn);
                news.clear();
                if (complete || kinds.settled()) {
                    tell(detected);
                }
                if (complete) {
                    afterwards.forEach(Runnable::run);
                    afterwards.clear();
                }
                state.accept(new SourceState(complete, kinds.all()));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits for news, or until something is to be tried again. Returns when the first was read.
    private long take(List<WatchNews> news) throws InterruptedException {
        WatchNews first = first(values.retryIn().map(wait -> wait.toNanos() + 1));
        long now = System.nanoTime();
        if (first == null) {
            return now;
        }
        news.add(first);
        queue.drainTo(news);
        return news.stream().mapToLong(n -> readNanos(n, now)).min().orElse(now);
    }

    private @Nullable WatchNews first(Optional<Long> atMostNanos) throws InterruptedException {
        return atMostNanos.isPresent()
                ? queue.poll(atMostNanos.get(), TimeUnit.NANOSECONDS)
                : queue.take();
    }

    private static long readNanos(WatchNews news, long now) {
        return switch (news) {
            case WatchNews.Changed changed -> changed.readNanos();
            case WatchNews.Removed removed -> removed.readNanos();
            case WatchNews.Listed _,
                    WatchNews.Failed _,
                    WatchNews.Following _,
                    WatchNews.BrokeOff _,
                    WatchNews.GatewayNamespaces _ ->
                    now;
        };
    }

    private void learn(WatchNews news) {
        switch (news) {
            case WatchNews.Listed(WatchedKind(Kind kind, boolean keysOnly), var objects) -> {
                if (keysOnly) {
                    values.replace(kind, objects);
                } else {
                    table.replace(kind, objects);
                }
                absences.remove(kind);
                kinds.listed(kind, objects.size());
            }
            case WatchNews.Changed(WatchedKind(Kind kind, boolean keysOnly), var object, _) -> {
                if (keysOnly) {
                    values.put(object);
                } else {
                    table.put(object);
                }
                count(kind, keysOnly);
            }
            case WatchNews.Removed(WatchedKind(Kind kind, boolean keysOnly), var object, _) -> {
                if (keysOnly) {
                    values.remove(object.key());
                } else {
                    table.remove(object.key());
                }
                count(kind, keysOnly);
            }
            case WatchNews.Failed(Kind kind, ApiFailure failure) -> failed(kind, failure);
            case WatchNews.Following(Kind kind) -> kinds.following(kind);
            case WatchNews.BrokeOff(Kind kind, String reason) -> kinds.brokeOff(kind, reason);
            case WatchNews.GatewayNamespaces(Set<String> namespaces, Runnable then) -> {
                demand.gatewayNamespaces(namespaces);
                afterwards.add(then);
            }
        }
    }

    private void count(Kind kind, boolean keysOnly) {
        kinds.objects(kind, keysOnly ? values.size(kind) : table.size(kind));
    }

    /// What was read stays, except if the kind itself has been removed. While nothing could be read
    /// yet, that is what was there before the start.
    private void failed(Kind kind, ApiFailure failure) {
        kinds.failed(kind, failure);
        if (!WatchedKind.isOnDemand(kind) && !kinds.known(kind) && table.recall(kind)) {
            kinds.recalled(kind, table.size(kind));
        }
        if (failure instanceof ApiFailure.NotFound
                && absences.merge(kind, 1, Integer::sum) >= ABSENCES) {
            table.replace(kind, List.of());
            kinds.objects(kind, 0);
        }
    }

    private void tell(long detected) {
        values.update();
        show(table.drain());
        demand.drain().forEach(values::touch);
        values.update();
        show(table.drain());
        pending.addAll(kinds.drain());
        pending.addAll(values.drainFindings());
        boolean waits = !complete && values.incomplete();
        if (waits || Thread.currentThread().isInterrupted()) {
            return;
        }
        if (!pending.isEmpty() || !complete) {
            String cause = causes.of(pending);
            sink.accept(new ConfigBatch(complete ? cause : "read " + address, detected, pending));
            pending.clear();
            complete = true;
        }
    }

    private void show(List<ConfigEvent> events) {
        List<ConfigEvent> visible = filter.apply(events);
        visible.forEach(demand::learn);
        pending.addAll(visible);
    }
}
