// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admin;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.RuntimeMXBean;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Figures of this process, under the names that Prometheus' own libraries use.
final class ProcessMetrics {
    private ProcessMetrics() {}

    static List<MetricSnapshot> now() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        SortedMap<String, MemoryUsage> areas = new TreeMap<>();
        areas.put("heap", memory.getHeapMemoryUsage());
        areas.put("nonheap", memory.getNonHeapMemoryUsage());
        Gauge used = new Gauge("jvm_memory_used_bytes", "Memory that the JVM uses.");
        Gauge committed = new Gauge("jvm_memory_committed_bytes", "Memory that the JVM holds.");
        Gauge max = new Gauge("jvm_memory_max_bytes", "Memory that the JVM may hold, -1 for any.");
        areas.forEach((area, usage) -> {
            Labels labels = Labels.of("area", area);
            used.add((double) usage.getUsed(), labels);
            committed.add((double) usage.getCommitted(), labels);
            max.add((double) usage.getMax(), labels);
        });
        return List.of(
                used.snapshot(),
                committed.snapshot(),
                max.snapshot(),
                Gauge.of(
                        "process_start_time_seconds",
                        "When the process started, in seconds since 1970.",
                        runtime.getStartTime() / 1000.0));
    }
}
