// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.SortedMaps;
import io.gatehouse.config.core.EndpointSlice;
import io.gatehouse.config.core.Pod;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.engine.graph.Table;
import io.gatehouse.routing.Placement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What runs, found by labels or by address. A change of a workload touches only those who look for
/// one of its labels.
final class WorkloadNodes {
    private static final String ANY = "";

    /// Where a Node is; unknown for a Node that is not known.
    private final Derivation<String, Placement> nodePlacement;

    private final Derivation<ObjectKey, Optional<PodWhereabouts>> whereabouts;
    private final Derivation<ObjectKey, Optional<Workload>> pods;
    private final Derivation<ObjectKey, Optional<Workload>> entries;
    private final Derivation<ObjectKey, SortedMap<String, String>> podLabels;
    private final Derivation<ObjectKey, SortedMap<String, String>> entryLabels;
    private final Index<ObjectKey, Label> podsWithLabel;
    private final Index<ObjectKey, Label> entriesWithLabel;
    private final Index<ObjectKey, Address> podsAtAddress;
    private final ConfigTables tables;

    /// A label of workloads of a namespace; without a name, all of them.
    private record Label(String namespace, String name, String value) {}

    private record Address(String namespace, String ip) {}

    WorkloadNodes(IncrementalGraph graph, ConfigTables tables) {
        this.tables = tables;
        nodePlacement = graph.derivation("placement of node", this::nodePlacement);
        whereabouts = graph.derivation("whereabouts of pod", this::whereabouts);
        pods = graph.derivation("pod as workload", this::pod);
        entries =
                graph.derivation(
                        "workload entry as workload",
                        (e, key) ->
                                e.read(tables.workloadEntries, key)
                                        .map(entry ->
                                                WorkloadReader.read(
                                                        key.namespace(), entry.spec())));
        podLabels = graph.derivation("labels of pod", (e, key) -> labels(e, tables.pods, key));
        entryLabels =
                graph.derivation(
                        "labels of workload entry",
                        (e, key) ->
                                e.read(tables.workloadEntries, key)
                                        .map(entry -> entry.spec().labels())
                                        .orElseGet(() -> SortedMaps.copyOf(new TreeMap<>())));
        podsWithLabel =
                graph.index(
                        "pods with label",
                        tables.pods,
                        (e, key) -> groups(key.namespace(), e.get(podLabels, key)));
        entriesWithLabel =
                graph.index(
                        "workload entries with label",
                        tables.workloadEntries,
                        (e, key) -> groups(key.namespace(), e.get(entryLabels, key)));
        podsAtAddress = graph.index("pods at address", tables.pods, this::addresses);
    }

    /// Those that have all of these labels; all of the namespace where the selector is empty.
    List<Workload> select(Evaluation e, String namespace, SortedMap<String, String> selector) {
        List<Workload> found = new ArrayList<>(selectEntries(e, namespace, selector));
        found.addAll(selectPods(e, namespace, selector));
        return found;
    }

    List<Workload> selectPods(Evaluation e, String namespace, SortedMap<String, String> selector) {
        return select(e, podsWithLabel, podLabels, pods, namespace, selector);
    }

    List<Workload> selectEntries(
            Evaluation e, String namespace, SortedMap<String, String> selector) {
        return select(e, entriesWithLabel, entryLabels, entries, namespace, selector);
    }

    /// Where the endpoint's Pod says that it is, or its Node, or itself; with the labels of the Pod
    /// that it refers to, or that has its address.
    PodWhereabouts whereabouts(
            Evaluation e, String namespace, EndpointSlice.Endpoint endpoint, String address) {
        Optional<PodWhereabouts> pod =
                pod(e, namespace, endpoint, address).flatMap(key -> e.get(whereabouts, key));
        if (pod.isPresent() && !pod.get().placement().equals(Placement.UNKNOWN)) {
            return pod.get();
        }
        String node = endpoint.nodeName().orElse("");
        Placement placement = node.isEmpty() ? Placement.UNKNOWN : e.get(nodePlacement, node);
        if (placement.equals(Placement.UNKNOWN)) {
            placement = new Placement("", endpoint.zone().orElse(""), "");
        }
        SortedMap<String, String> labels = pod.map(PodWhereabouts::labels).orElseGet(TreeMap::new);
        return new PodWhereabouts(
                Placements.label(labels, placement, node, ""),
                placement,
                pod.flatMap(PodWhereabouts::identity));
    }

    private Optional<ObjectKey> pod(
            Evaluation e, String namespace, EndpointSlice.Endpoint endpoint, String address) {
        if (endpoint.targetRef().isPresent()) {
            return endpoint.targetRef()
                    .filter(ref -> ref.kind().equals("Pod"))
                    .map(ref -> new ObjectKey(Kind.POD, namespace, ref.name()));
        }
        return e.members(podsAtAddress, new Address(namespace, address)).stream().findFirst();
    }

    private static List<Workload> select(
            Evaluation e,
            Index<ObjectKey, Label> index,
            Derivation<ObjectKey, SortedMap<String, String>> labels,
            Derivation<ObjectKey, Optional<Workload>> workloads,
            String namespace,
            SortedMap<String, String> selector) {
        Label group =
                selector.isEmpty()
                        ? new Label(namespace, ANY, ANY)
                        : new Label(
                                namespace, selector.firstKey(), selector.firstEntry().getValue());
        return e.members(index, group).stream()
                .filter(key -> e.get(labels, key).entrySet().containsAll(selector.entrySet()))
                .flatMap(key -> e.get(workloads, key).stream())
                .toList();
    }

    private static Set<Label> groups(String namespace, SortedMap<String, String> labels) {
        Set<Label> groups = new LinkedHashSet<>();
        groups.add(new Label(namespace, ANY, ANY));
        labels.forEach((name, value) -> groups.add(new Label(namespace, name, value)));
        return groups;
    }

    private static <T extends ConfigObject> SortedMap<String, String> labels(
            Evaluation e, Table<ObjectKey, T> table, ObjectKey key) {
        return e.read(table, key)
                .map(object -> object.metadata().labels())
                .orElseGet(() -> SortedMaps.copyOf(new TreeMap<>()));
    }

    private Set<Address> addresses(Evaluation e, ObjectKey key) {
        Set<Address> addresses = new LinkedHashSet<>();
        e.read(tables.pods, key)
                .flatMap(Pod::status)
                .filter(WorkloadReader::running)
                .ifPresent(status -> {
                    status.podIPs().forEach(ip -> addresses.add(at(key, ip.ip())));
                    addresses.add(at(key, status.podIP()));
                    addresses.remove(at(key, ""));
                });
        return addresses;
    }

    private static Address at(ObjectKey pod, String ip) {
        return new Address(pod.namespace(), ip);
    }

    private Placement nodePlacement(Evaluation e, String name) {
        return e.read(tables.nodes, new ObjectKey(Kind.NODE, "", name))
                .map(Placements::of)
                .orElse(Placement.UNKNOWN);
    }

    private Optional<PodWhereabouts> whereabouts(Evaluation e, ObjectKey key) {
        return e.read(tables.pods, key)
                .map(pod -> {
                    String node = pod.spec().nodeName();
                    SortedMap<String, String> labels = pod.metadata().labels();
                    Placement placement =
                            Placements.ofLabel(labels)
                                    .orElseGet(() ->
                                            node.isEmpty()
                                                    ? Placement.UNKNOWN
                                                    : e.get(nodePlacement, node));
                    return new PodWhereabouts(
                            Placements.label(labels, placement, node, ""),
                            placement,
                            Optional.of(
                                    WorkloadIdentity.ofPod(
                                            key.namespace(), pod.spec().serviceAccountName())));
                });
    }

    private Optional<Workload> pod(Evaluation e, ObjectKey key) {
        return e.read(tables.pods, key)
                .flatMap(pod -> WorkloadReader.read(pod, e.get(whereabouts, key).orElseThrow()));
    }
}
