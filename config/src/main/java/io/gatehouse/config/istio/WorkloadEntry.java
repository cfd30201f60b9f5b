// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.SortedMaps;
import java.util.SortedMap;

/// A workload that is no Pod.
public record WorkloadEntry(ObjectMeta metadata, Spec spec) implements ConfigObject {
    @Override
    public Kind kind() {
        return Kind.WORKLOAD_ENTRY;
    }

    /// @param address an IP address, a DNS name, or `unix:///path`
    /// @param ports numbers by the name of the service's port
    /// @param locality `region/zone/subzone`
    /// @param weight 0 means 1
    public record Spec(
            String address,
            SortedMap<String, Integer> ports,
            SortedMap<String, String> labels,
            String network,
            String locality,
            int weight,
            String serviceAccount) {
        public Spec {
            ports = SortedMaps.copyOf(ports);
            labels = SortedMaps.copyOf(labels);
        }
    }
}
