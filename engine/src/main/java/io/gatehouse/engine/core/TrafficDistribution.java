// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.core.Service;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Which endpoints of a Service or ServiceEntry are to be used first.
public enum TrafficDistribution {
    ANY(List.of()),
    SAME_ZONE(List.of(Placements.NETWORK_LABEL, Placements.REGION_LABEL, Placements.ZONE_LABEL)),
    SAME_NODE(
            List.of(
                    Placements.NETWORK_LABEL,
                    Placements.REGION_LABEL,
                    Placements.ZONE_LABEL,
                    Placements.SUBZONE_LABEL,
                    Placements.HOST_LABEL));

    private final List<String> labels;

    TrafficDistribution(List<String> labels) {
        this.labels = labels;
    }

    /// The labels that an endpoint should have in common with the proxy, the most important first.
    public List<String> labels() {
        return labels;
    }

    /// @param field `trafficDistribution` of a Service
    /// @param annotations of the object, which count where the field says nothing
    /// @return absent where neither says anything
    static Optional<TrafficDistribution> of(
            Optional<String> field, Map<String, String> annotations) {
        return field.map(TrafficDistribution::named)
                .filter(found -> found != ANY)
                .or(() ->
                        Optional.ofNullable(annotations.get(Service.DISTRIBUTION_ANNOTATION))
                                .filter(text -> !text.isEmpty())
                                .map(TrafficDistribution::named));
    }

    private static TrafficDistribution named(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "preferclose", "prefersamezone" -> SAME_ZONE;
            case "prefersamenode" -> SAME_NODE;
            default -> ANY;
        };
    }
}
