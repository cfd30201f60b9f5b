// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.core.Node;
import io.gatehouse.routing.Placement;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The ways in which configuration says where something runs.
final class Placements {
    /// Of a Pod or WorkloadEntry, `region.zone.subzone`, since a label's value has no slash.
    static final String LOCALITY_LABEL = "istio-locality";

    static final String REGION_LABEL = "topology.kubernetes.io/region";
    static final String ZONE_LABEL = "topology.kubernetes.io/zone";
    static final String SUBZONE_LABEL = "topology.istio.io/subzone";
    static final String NETWORK_LABEL = "topology.istio.io/network";
    static final String HOST_LABEL = "kubernetes.io/hostname";

    private static final String OLD_REGION_LABEL = "failure-domain.beta.kubernetes.io/region";
    private static final String OLD_ZONE_LABEL = "failure-domain.beta.kubernetes.io/zone";

    private Placements() {}

    static Placement of(Node node) {
        Map<String, String> labels = node.metadata().labels();
        return new Placement(
                labels.getOrDefault(REGION_LABEL, labels.getOrDefault(OLD_REGION_LABEL, "")),
                labels.getOrDefault(ZONE_LABEL, labels.getOrDefault(OLD_ZONE_LABEL, "")),
                labels.getOrDefault(SUBZONE_LABEL, ""));
    }

    /// @param locality `region/zone/subzone`, of which the last may be missing
    static Placement parse(String locality) {
        String[] parts = locality.split("/", 3);
        return new Placement(
                parts[0], parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : "");
    }

    static Optional<Placement> ofLabel(Map<String, String> labels) {
        return Optional.ofNullable(labels.get(LOCALITY_LABEL))
                .filter(locality -> !locality.isEmpty())
                .map(locality ->
                        parse(locality.contains("/") ? locality : locality.replace('.', '/')));
    }

    /// The labels and, as Istio adds them, where the workload runs; what is unknown stays as it is.
    ///
    /// @param node empty if there is none
    /// @param network empty if none is named
    static SortedMap<String, String> label(
            SortedMap<String, String> labels, Placement placement, String node, String network) {
        SortedMap<String, String> all = new TreeMap<>(labels);
        put(all, REGION_LABEL, placement.region());
        put(all, ZONE_LABEL, placement.zone());
        put(all, SUBZONE_LABEL, placement.subzone());
        put(all, HOST_LABEL, node);
        put(all, NETWORK_LABEL, network);
        return all;
    }

    private static void put(SortedMap<String, String> labels, String name, String value) {
        if (!value.isEmpty()) {
            labels.put(name, value);
        }
    }
}
