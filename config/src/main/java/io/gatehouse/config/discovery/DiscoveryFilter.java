// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.discovery;

import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Leaves out what is in namespaces that the mesh's `discoverySelectors` do not select, and what
/// there is to say about it. As in Istio, Secrets and ConfigMaps are there for whoever names them.
/// Not thread-safe.
public final class DiscoveryFilter {
    private static final Set<Kind> OF_ANY_NAMESPACE =
            Set.of(Kind.NAMESPACE, Kind.NODE, Kind.SECRET, Kind.CONFIG_MAP);

    private final NamespaceSelection selection = new NamespaceSelection();
    private final Map<String, SortedMap<ObjectKey, ConfigObject>> objects = new TreeMap<>();
    private final Map<String, List<Finding>> findings = new TreeMap<>();

    /// Whether it is selected, of every namespace that was asked for.
    private final Map<String, Boolean> selected = new TreeMap<>();

    /// What is to be told of the events. All of them happen at once.
    public List<ConfigEvent> apply(List<ConfigEvent> events) {
        events.forEach(selection::learn);
        List<ConfigEvent> told = new ArrayList<>();
        if (events.stream().anyMatch(DiscoveryFilter::concernsSelection)) {
            selectAnew(told);
        }
        for (ConfigEvent event : events) {
            switch (event) {
                case ConfigEvent.Upsert(ConfigObject object) -> {
                    if (keep(object.key(), object)) {
                        told.add(event);
                    }
                }
                case ConfigEvent.Delete(ObjectKey key) -> {
                    if (forget(key)) {
                        told.add(event);
                    }
                }
                case ConfigEvent.Findings(String origin, List<Finding> said) -> {
                    findings.put(origin, said);
                    told.add(told(origin));
                }
            }
        }
        findings.values().removeIf(List::isEmpty);
        return told;
    }

    private static boolean concernsSelection(ConfigEvent event) {
        return switch (event) {
            case ConfigEvent.Upsert(ConfigObject object) -> concernsSelection(object.kind());
            case ConfigEvent.Delete(ObjectKey key) -> concernsSelection(key.kind());
            case ConfigEvent.Findings _ -> false;
        };
    }

    private static boolean concernsSelection(Kind kind) {
        return kind == Kind.NAMESPACE || kind == Kind.CONFIG_MAP;
    }

    private void selectAnew(List<ConfigEvent> told) {
        Set<String> changed = new TreeSet<>();
        selected.replaceAll((namespace, before) -> {
            boolean now = selection.selects(namespace);
            if (now != before) {
                changed.add(namespace);
            }
            return now;
        });
        for (String namespace : changed) {
            SortedMap<ObjectKey, ConfigObject> within =
                    objects.getOrDefault(namespace, new TreeMap<>());
            within.forEach((key, object) ->
                    told.add(
                            isSelected(namespace)
                                    ? new ConfigEvent.Upsert(object)
                                    : new ConfigEvent.Delete(key)));
        }
        if (!changed.isEmpty()) {
            findings.keySet().forEach(origin -> told.add(told(origin)));
        }
    }

    private boolean isSelected(String namespace) {
        return selected.computeIfAbsent(namespace, selection::selects);
    }

    private boolean isTold(ObjectKey key) {
        return OF_ANY_NAMESPACE.contains(key.kind()) || isSelected(key.namespace());
    }

    private boolean keep(ObjectKey key, ConfigObject object) {
        if (!OF_ANY_NAMESPACE.contains(key.kind())) {
            objects.computeIfAbsent(key.namespace(), _ -> new TreeMap<>()).put(key, object);
        }
        return isTold(key);
    }

    private boolean forget(ObjectKey key) {
        objects.computeIfPresent(
                key.namespace(),
                (_, within) -> {
                    within.remove(key);
                    return within.isEmpty() ? null : within;
                });
        return isTold(key);
    }

    private ConfigEvent told(String origin) {
        return new ConfigEvent.Findings(
                origin,
                findings.getOrDefault(origin, List.of()).stream()
                        .filter(finding -> finding.object().filter(o -> !isTold(o)).isEmpty())
                        .toList());
    }
}
