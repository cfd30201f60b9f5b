// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.core.Service;
import io.gatehouse.config.istio.ServiceEntry;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/// Who selects workloads, found by the first label that is asked for.
final class SelectorNodes {
    private final ConfigTables tables;
    private final Index<ObjectKey, Label> services;
    private final Index<ObjectKey, Label> entries;

    /// The first label of a selector of a namespace; without a name, a selector that asks for none.
    private record Label(String namespace, String name, String value) {
        static Label any(String namespace) {
            return new Label(namespace, "", "");
        }

        static Label first(String namespace, SortedMap<String, String> selector) {
            return selector.isEmpty()
                    ? any(namespace)
                    : new Label(namespace, selector.firstKey(), selector.firstEntry().getValue());
        }
    }

    SelectorNodes(IncrementalGraph graph, ConfigTables tables) {
        this.tables = tables;
        services =
                graph.index(
                        "services by selector",
                        tables.services,
                        (e, key) ->
                                e.read(tables.services, key)
                                        .map(service -> service.spec().selector())
                                        .filter(selector -> !selector.isEmpty())
                                        .map(selector ->
                                                Set.of(Label.first(key.namespace(), selector)))
                                        .orElse(Set.of()));
        entries =
                graph.index(
                        "service entries by selector",
                        tables.serviceEntries,
                        (e, key) ->
                                e.read(tables.serviceEntries, key)
                                        .flatMap(entry -> entry.spec().workloadSelector())
                                        .map(selector ->
                                                Set.of(
                                                        Label.first(
                                                                key.namespace(),
                                                                selector.labels())))
                                        .orElse(Set.of()));
    }

    List<Service> services(Evaluation e, String namespace, SortedMap<String, String> labels) {
        return groups(namespace, labels)
                .flatMap(group -> e.members(services, group).stream())
                .flatMap(key -> e.read(tables.services, key).stream())
                .filter(service -> covered(labels, service.spec().selector()))
                .toList();
    }

    List<ServiceEntry> entries(Evaluation e, String namespace, SortedMap<String, String> labels) {
        return groups(namespace, labels)
                .flatMap(group -> e.members(entries, group).stream())
                .flatMap(key -> e.read(tables.serviceEntries, key).stream())
                .filter(entry ->
                        covered(labels, entry.spec().workloadSelector().orElseThrow().labels()))
                .toList();
    }

    private static boolean covered(
            SortedMap<String, String> labels, SortedMap<String, String> selector) {
        return labels.entrySet().containsAll(selector.entrySet());
    }

    private static Stream<Label> groups(String namespace, SortedMap<String, String> labels) {
        List<Label> groups = new ArrayList<>();
        groups.add(Label.any(namespace));
        labels.forEach((name, value) -> groups.add(new Label(namespace, name, value)));
        return groups.stream();
    }
}
