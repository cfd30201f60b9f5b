// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admin;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;

/// Figures of one name, as they are now.
final class Gauge {
    private final GaugeSnapshot.Builder builder;

    Gauge(String name, String help) {
        this.builder = GaugeSnapshot.builder().name(name).help(help);
    }

    void add(double value, Labels labels) {
        builder.dataPoint(GaugeDataPointSnapshot.builder().value(value).labels(labels).build());
    }

    GaugeSnapshot snapshot() {
        return builder.build();
    }

    /// A figure without labels.
    static GaugeSnapshot of(String name, String help, double value) {
        Gauge gauge = new Gauge(name, help);
        gauge.add(value, Labels.EMPTY);
        return gauge.snapshot();
    }
}
