// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.xds.ConnectedProxy;
import io.gatehouse.xds.ProxyEvents;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Follows each change until the proxies have acknowledged it, and tells so in the order in which
/// the changes were made. What a proxy refused is told elsewhere and holds nothing up here.
final class RolloutTracker implements ProxyEvents {
    private final Consumer<LiveChange> listener;
    private final EmptyGroup empty;
    private final Map<Long, Progress> proxies = new HashMap<>();
    private final Deque<AppliedChange> waiting = new ArrayDeque<>();

    /// How many proxies of a group have settled with which revision: a change of a thousand proxies
    /// is not a thousand looks at each of them.
    private final Map<String, NavigableMap<Long, Integer>> settled = new HashMap<>();

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
            exchange(proxy, new Progress(proxy.group(), 0));
        }
    }

    @Override
    public void disconnected(ConnectedProxy proxy) {
        List<LiveChange> live;
        synchronized (this) {
            exchange(proxy, null);
            live = takeLive(System.nanoTime());
        }
        live.forEach(listener);
    }

    @Override
    public void settling(ConnectedProxy proxy, long revision, long nanoTime) {
        List<LiveChange> live;
        synchronized (this) {
            exchange(proxy, new Progress(proxy.group(), revision));
            live = takeLive(nanoTime);
        }
        live.forEach(listener);
    }

    private List<LiveChange> takeLive(long now) {
        List<LiveChange> live = new ArrayList<>();
        while (!waiting.isEmpty() && isLive(waiting.peek())) {
            AppliedChange change = waiting.remove();
            int told =
                    change.revisions().keySet().stream()
                            .flatMap(group -> counts(group).values().stream())
                            .mapToInt(Integer::intValue)
                            .sum();
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
        NavigableMap<Long, Integer> counts = counts(group);
        return counts.isEmpty() ? empty == EmptyGroup.NEEDS_NOTHING : counts.firstKey() >= revision;
    }

    private NavigableMap<Long, Integer> counts(String group) {
        return settled.getOrDefault(group, Collections.emptyNavigableMap());
    }

    private void exchange(ConnectedProxy proxy, @Nullable Progress after) {
        Progress before =
                after == null ? proxies.remove(proxy.stream()) : proxies.put(proxy.stream(), after);
        if (after != null) {
            settled.computeIfAbsent(after.group(), _ -> new TreeMap<>())
                    .merge(after.settled(), 1, Integer::sum);
        }
        if (before != null) {
            settled.computeIfPresent(
                    before.group(),
                    (_, counts) -> {
                        counts.computeIfPresent(
                                before.settled(), (_, count) -> count == 1 ? null : count - 1);
                        return counts.isEmpty() ? null : counts;
                    });
        }
    }
}
