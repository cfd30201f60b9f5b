// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.MeshConfig.DefaultProviders;
import io.gatehouse.config.istio.Telemetry;
import io.gatehouse.config.istio.Telemetry.Metric;
import io.gatehouse.config.istio.Telemetry.MetricMatch;
import io.gatehouse.config.istio.Telemetry.Metrics;
import io.gatehouse.config.istio.Telemetry.MetricsOverride;
import io.gatehouse.config.istio.Telemetry.ProviderName;
import io.gatehouse.config.istio.Telemetry.TagOverride;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which metrics providers keep of what a gateway forwards, as Istio puts levels together: the last
/// one that names providers says which there are, and overrides go on top of each other.
///
/// @param providers those that keep metrics, by name
record MetricMerge(SortedMap<String, Map<Metric, Changes>> providers) {
    /// What is different about a metric.
    record Changes(boolean disabled, SortedMap<String, TagOverride> tags) {
        static final Changes NONE = new Changes(false, new TreeMap<>());

        private Changes with(MetricsOverride override) {
            SortedMap<String, TagOverride> all = new TreeMap<>(tags);
            all.putAll(override.tagOverrides());
            return new Changes(override.disabled().orElse(disabled), all);
        }
    }

    static MetricMerge of(List<Telemetry> levels, DefaultProviders defaults) {
        List<Metrics> entries =
                levels.stream().flatMap(level -> level.spec().metrics().stream()).toList();
        SortedSet<String> chosen = new TreeSet<>(defaults.metrics());
        for (Metrics entry : entries) {
            if (!entry.providers().isEmpty()) {
                chosen = new TreeSet<>(names(entry));
            }
        }
        Map<String, Map<Metric, Changes>> changes = new HashMap<>();
        Set<String> off = new HashSet<>();
        List<String> inherited = defaults.metrics();
        for (Metrics entry : entries) {
            inherited = entry.providers().isEmpty() ? inherited : names(entry);
            for (String name : inherited) {
                for (MetricsOverride override : ofGateways(entry)) {
                    if (turnsAllOff(override)) {
                        off.add(name);
                    } else {
                        off.remove(name);
                        apply(
                                override,
                                changes.computeIfAbsent(name, _ -> new EnumMap<>(Metric.class)));
                    }
                }
            }
        }
        SortedMap<String, Map<Metric, Changes>> kept = new TreeMap<>();
        chosen.stream()
                .filter(name -> !off.contains(name))
                .forEach(name -> kept.put(name, changes.getOrDefault(name, Map.of())));
        return new MetricMerge(kept);
    }

    private static List<MetricsOverride> ofGateways(Metrics entry) {
        return entry.overrides().stream()
                .filter(o -> o.match().filter(match -> !match.mode().ofGateways()).isEmpty())
                .toList();
    }

    private static boolean turnsAllOff(MetricsOverride override) {
        return override.disabled().orElse(false)
                && override.match()
                        .filter(match ->
                                !match.customMetric().isEmpty()
                                        || match.metric() != Metric.ALL_METRICS)
                        .isEmpty();
    }

    private static void apply(MetricsOverride override, Map<Metric, Changes> changes) {
        metrics(override)
                .forEach(metric ->
                        changes.put(
                                metric, changes.getOrDefault(metric, Changes.NONE).with(override)));
    }

    /// Those of a gateway that the override is for.
    static List<Metric> metrics(MetricsOverride override) {
        if (override.match().isEmpty()) {
            return all();
        }
        MetricMatch match = override.match().get();
        if (!match.customMetric().isEmpty()) {
            return List.of();
        }
        return match.metric() == Metric.ALL_METRICS ? all() : List.of(match.metric());
    }

    private static List<Metric> all() {
        return Arrays.stream(Metric.values()).filter(m -> m != Metric.ALL_METRICS).toList();
    }

    private static List<String> names(Metrics entry) {
        return entry.providers().stream().map(ProviderName::name).toList();
    }
}
