// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admin;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.Kind;
import io.gatehouse.server.ControlPlaneState;
import io.gatehouse.server.log.FindingText;
import io.gatehouse.xds.ResourceType;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Figures that are read off the control plane at the moment they are asked for.
final class StateMetrics {
    private StateMetrics() {}

    static List<MetricSnapshot> of(AdminView view) {
        ControlPlaneState state = view.state();
        return List.of(
                objects(state),
                findings(state),
                resources(view.resources()),
                Gauge.of(
                        "gatehouse_proxies_connected",
                        "Proxies that are connected.",
                        view.proxies().size()),
                Gauge.of(
                        "gatehouse_ready",
                        "1 if what is configured is served, else 0.",
                        view.unready().isEmpty() ? 1 : 0));
    }

    private static GaugeSnapshot objects(ControlPlaneState state) {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            counts.put(kind, 0);
        }
        for (ConfigObject object : state.objects().values()) {
            counts.merge(object.kind(), 1, Integer::sum);
        }
        Gauge gauge = new Gauge("gatehouse_objects", "Objects that are known, by kind.");
        counts.forEach((kind, count) -> gauge.add(count, Labels.of("kind", kind.kindName())));
        return gauge.snapshot();
    }

    private static GaugeSnapshot findings(ControlPlaneState state) {
        SortedMap<String, Map<String, Integer>> counts = new TreeMap<>();
        for (Finding finding : state.findings()) {
            counts.computeIfAbsent(finding.code().id(), _ -> new TreeMap<>())
                    .merge(FindingText.name(finding.severity()), 1, Integer::sum);
        }
        Gauge gauge = new Gauge("gatehouse_findings", "Findings that hold, by code and severity.");
        counts.forEach((code, bySeverity) ->
                bySeverity.forEach((severity, count) ->
                        gauge.add(count, Labels.of("code", code, "severity", severity))));
        return gauge.snapshot();
    }

    private static GaugeSnapshot resources(SortedMap<ResourceType, Integer> counts) {
        Gauge gauge = new Gauge("gatehouse_xds_resources", "Envoy resources, by type.");
        counts.forEach((type, count) -> gauge.add(count, Labels.of("type", ProxyText.name(type))));
        return gauge.snapshot();
    }
}
