// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.core.BackendEndpoint;
import io.gatehouse.routing.Placement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `failoverPriority`: the more of its labels, from the first on, an endpoint has in common with
/// the proxy or with the value given, the earlier it is used. The labels of places and nodes count
/// as labels of both.
record FailoverPriority(List<Wanted> labels) {
    private static final String NODE_LABEL = "kubernetes.io/hostname";

    FailoverPriority {
        labels = List.copyOf(labels);
    }

    /// @param value empty also stands for a label that is not there
    record Wanted(String label, String value) {}

    static FailoverPriority of(List<String> entries, ProxyGroup proxy) {
        return new FailoverPriority(
                entries.stream()
                        .map(entry -> entry.split("=", 2))
                        .map(parts ->
                                new Wanted(
                                        parts[0],
                                        parts.length > 1 ? parts[1] : own(proxy, parts[0])))
                        .toList());
    }

    private static String own(ProxyGroup proxy, String label) {
        String value = value(proxy.labels(), proxy.placement(), label);
        return value.isEmpty() && label.equals(NODE_LABEL) ? proxy.node() : value;
    }

    /// 0 where all match, and more the earlier the first one that does not.
    int rank(BackendEndpoint endpoint) {
        for (int i = 0; i < labels.size(); i++) {
            Wanted wanted = labels.get(i);
            if (!wanted.value()
                    .equals(value(endpoint.labels(), endpoint.placement(), wanted.label()))) {
                return labels.size() - i;
            }
        }
        return 0;
    }

    private static String value(Map<String, String> labels, Placement place, String label) {
        return Optional.ofNullable(labels.get(label))
                .orElseGet(() ->
                        switch (label) {
                            case "topology.kubernetes.io/region" -> place.region();
                            case "topology.kubernetes.io/zone" -> place.zone();
                            case "topology.istio.io/subzone" -> place.subzone();
                            default -> "";
                        });
    }
}
