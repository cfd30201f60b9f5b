// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.proxy;

import io.gatehouse.routing.Placement;
import java.util.Map;
import java.util.Optional;

/// Where a Pod runs, as far as it can know by itself.
final class PodLocality {
    static final String VARIABLE = "GATEHOUSE_LOCALITY";

    /// Istio's, on Pods; a label cannot hold slashes.
    private static final String ISTIO = "istio-locality";

    private PodLocality() {}

    /// In this order: as given, the variable, Istio's label, the labels that Kubernetes copies from
    /// the node to its Pods.
    static Placement of(
            Optional<String> given, Map<String, String> environment, Map<String, String> labels) {
        return given.or(() -> Optional.ofNullable(environment.get(VARIABLE)))
                .or(() -> Optional.ofNullable(labels.get(ISTIO)).map(l -> l.replace('.', '/')))
                .map(PodLocality::parse)
                .orElseGet(() ->
                        new Placement(
                                labels.getOrDefault("topology.kubernetes.io/region", ""),
                                labels.getOrDefault("topology.kubernetes.io/zone", ""),
                                labels.getOrDefault("topology.istio.io/subzone", "")));
    }

    private static Placement parse(String text) {
        String[] parts = text.split("/", 3);
        return new Placement(
                parts[0], parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : "");
    }
}
