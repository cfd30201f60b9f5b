// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.SortedMaps;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// How a service is spoken to, once a route has chosen it.
public record DestinationRule(ObjectMeta metadata, Spec spec) implements ConfigObject {
    @Override
    public Kind kind() {
        return Kind.DESTINATION_RULE;
    }

    /// Policies for a host and for named parts of its endpoints.
    ///
    /// @param host a name without dots is one of the rule's namespace; may start with `*`
    /// @param exportTo `.`, `*` or names of namespaces; empty means the mesh's default
    /// @param workloadSelector clients, in the rule's namespace, to which alone the rule applies
    public record Spec(
            String host,
            Optional<TrafficPolicy> trafficPolicy,
            List<Subset> subsets,
            List<String> exportTo,
            Optional<WorkloadSelector> workloadSelector) {
        public Spec {
            subsets = List.copyOf(subsets);
            exportTo = List.copyOf(exportTo);
        }
    }

    /// The endpoints that have all of the labels.
    ///
    /// @param trafficPolicy replaces the host's, field by field
    public record Subset(
            String name, SortedMap<String, String> labels, Optional<TrafficPolicy> trafficPolicy) {
        public Subset {
            labels = SortedMaps.copyOf(labels);
        }
    }
}
