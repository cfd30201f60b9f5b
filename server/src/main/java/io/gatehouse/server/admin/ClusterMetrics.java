// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admin;

import io.gatehouse.kubernetes.source.KindState;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;

/// Figures that only the control plane of a cluster has.
final class ClusterMetrics {
    private ClusterMetrics() {}

    static List<MetricSnapshot> of(AdminView view) {
        List<MetricSnapshot> all = new ArrayList<>();
        view.leading()
                .map(leads ->
                        Gauge.of(
                                "gatehouse_leader",
                                "1 if this replica leads and writes the status of objects, else 0.",
                                leads ? 1 : 0))
                .ifPresent(all::add);
        if (!view.watches().isEmpty()) {
            watches(view.watches(), all);
        }
        return all;
    }

    private static void watches(List<KindState> kinds, List<MetricSnapshot> all) {
        Gauge readable =
                new Gauge(
                        "gatehouse_watch_up",
                        "1 if objects of that kind can be read from the API server, else 0.");
        CounterSnapshot.Builder interruptions =
                CounterSnapshot.builder()
                        .name("gatehouse_watch_interruptions")
                        .help("How often a watch broke off, or could not begin.");
        for (KindState state : kinds) {
            Labels labels = Labels.of("kind", state.kind().kindName());
            readable.add(state.listed() && state.failure().isEmpty() ? 1 : 0, labels);
            interruptions.dataPoint(
                    CounterDataPointSnapshot.builder()
                            .value((double) state.interruptions())
                            .labels(labels)
                            .build());
        }
        all.add(readable.snapshot());
        all.add(interruptions.build());
    }
}
