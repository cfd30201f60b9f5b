// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.xds.ConnectedProxy;
import io.gatehouse.xds.ProxyEvents;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Follows each change until the proxies have acknowledged it, and tells so in the order in which
/// the changes were made. What a proxy refused is told elsewhere and holds nothing up here.
final class RolloutTracker implements ProxyEvents {
    private final Consumer<LiveChange> listener;
    private final EmptyGroup empty;
    private final Map<Long, Progress> proxies = new HashMap<>();
    private final Deque<AppliedChange> waiting = new ArrayDeque<>();

    private record Progress(String group, long settled) {}

    /// @param listener called from the threads that bring the news; must not block
    RolloutTracker(EmptyGroup empty, Consumer<LiveChange> listener) {
        this.empty = empty;
        this.listener = listener;
    }

    void applied(AppliedChange change) {
        List<LiveChange> live;
        synchronized (this) {
            waiting.add(change);
            live = takeLive(System.nanoTime());
        }
        live.forEach(listener);
    }

    @Override
    public void connected(ConnectedProxy proxy) {
        synchronized (this) {
            proxies.put(proxy.stream(), new Progress(proxy.group(), 0));
        }
    }

    @Override
    public void disconnected(ConnectedProxy proxy) {
        List<LiveChange> live;
        synchronized (this) {
            proxies.remove(proxy.stream());
            live = takeLive(System.nanoTime());
        }
        live.forEach(listener);
    }

    @Override
    public void settled(ConnectedProxy proxy, long revision, long nanoTime) {
        List<LiveChange> live;
        synchronized (this) {
            proxies.put(proxy.stream(), new Progress(proxy.group(), revision));
            live = takeLive(nanoTime);
        }
        live.forEach(listener);
    }

    private List<LiveChange> takeLive(long now) {
        List<LiveChange> live = new ArrayList<>();
        while (!waiting.isEmpty() && isLive(waiting.peek())) {
            AppliedChange change = waiting.remove();
            int told =
                    (int)
                            proxies.values().stream()
                                    .filter(p -> change.revisions().containsKey(p.group()))
                                    .count();
            long start =
                    change.batches().stream()
                            .mapToLong(ConfigBatch::detectedNanos)
                            .min()
                            .orElse(now);
            Duration latency =
                    told == 0 ? Duration.ZERO : Duration.ofNanos(Math.max(0, now - start));
            live.add(new LiveChange(change, latency, told));
        }
        return live;
    }

    private boolean isLive(AppliedChange change) {
        return change.revisions().entrySet().stream()
                .allMatch(entry -> reached(entry.getKey(), entry.getValue()));
    }

    private boolean reached(String group, long revision) {
        List<Progress> ofGroup =
                proxies.values().stream().filter(p -> p.group().equals(group)).toList();
        return (empty == EmptyGroup.NEEDS_NOTHING || !ofGroup.isEmpty())
                && ofGroup.stream().allMatch(p -> p.settled() >= revision);
    }
}
