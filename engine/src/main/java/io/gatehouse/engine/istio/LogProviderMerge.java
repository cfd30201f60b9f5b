// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.MeshConfig.DefaultProviders;
import io.gatehouse.config.istio.Telemetry;
import io.gatehouse.config.istio.Telemetry.AccessLogging;
import io.gatehouse.config.istio.Telemetry.Filter;
import io.gatehouse.config.istio.Telemetry.ProviderName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which providers log what a gateway forwards, and under which condition, as Istio puts levels
/// together: the last one that names providers says which there are, and each entry of each level
/// turns some of them on or off.
final class LogProviderMerge {
    private LogProviderMerge() {}

    /// Whether anything is said at all; else the mesh's own file counts.
    static boolean says(List<Telemetry> levels, DefaultProviders defaults) {
        return !defaults.accessLogging().isEmpty()
                || levels.stream().anyMatch(level -> !level.spec().accessLogging().isEmpty());
    }

    /// Whether an entry has providers to go on, its own or those that are named before it.
    static boolean hasProviders(
            List<Telemetry> levels, DefaultProviders defaults, Telemetry object, int entry) {
        return !defaults.accessLogging().isEmpty()
                || levels.stream()
                        .takeWhile(level -> !level.equals(object))
                        .anyMatch(level -> named(level.spec().accessLogging()))
                || named(object.spec().accessLogging().subList(0, entry + 1));
    }

    private static boolean named(List<AccessLogging> entries) {
        return entries.stream().anyMatch(entry -> !entry.providers().isEmpty());
    }

    /// The condition of each provider, by name.
    static SortedMap<String, Optional<String>> merge(
            List<Telemetry> levels, DefaultProviders defaults) {
        List<List<AccessLogging>> entries =
                levels.stream()
                        .map(level -> level.spec().accessLogging())
                        .filter(level -> !level.isEmpty())
                        .toList();
        SortedMap<String, Optional<String>> on = new TreeMap<>();
        if (entries.isEmpty()) {
            defaults.accessLogging().forEach(name -> on.put(name, Optional.empty()));
            return on;
        }
        Set<String> chosen = new HashSet<>(defaults.accessLogging());
        Map<String, Optional<String>> conditions = new HashMap<>();
        for (List<AccessLogging> level : entries) {
            Set<String> named = new HashSet<>();
            for (AccessLogging entry : ofGateways(level)) {
                for (String name : names(entry)) {
                    named.add(name);
                    conditions.put(name, entry.filter().map(Filter::expression));
                }
            }
            if (!named.isEmpty()) {
                chosen.clear();
                chosen.addAll(named);
            }
        }
        List<String> inherited = defaults.accessLogging();
        for (AccessLogging entry : entries.stream().flatMap(List::stream).toList()) {
            List<String> names = names(entry);
            inherited = names.isEmpty() ? inherited : names;
            if (entry.ofGateways()) {
                inherited.stream()
                        .filter(chosen::contains)
                        .forEach(name -> {
                            if (entry.disabled().orElse(false)) {
                                on.remove(name);
                            } else {
                                on.put(name, condition(entry, conditions, name));
                            }
                        });
            }
        }
        return on;
    }

    /// Of an entry that names its providers Istio takes the last one for each. It forgets that of
    /// an entry for those above, which is used here.
    private static Optional<String> condition(
            AccessLogging entry, Map<String, Optional<String>> conditions, String name) {
        Optional<String> named = conditions.getOrDefault(name, Optional.empty());
        return entry.providers().isEmpty()
                ? entry.filter().map(Filter::expression).or(() -> named)
                : named;
    }

    private static List<AccessLogging> ofGateways(List<AccessLogging> entries) {
        return entries.stream().filter(AccessLogging::ofGateways).toList();
    }

    private static List<String> names(AccessLogging entry) {
        return entry.providers().stream().map(ProviderName::name).toList();
    }
}
