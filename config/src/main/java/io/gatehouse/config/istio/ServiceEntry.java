// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.SortedMaps;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// A service that no Kubernetes Service describes.
public record ServiceEntry(ObjectMeta metadata, Spec spec) implements ConfigObject {
    @Override
    public Kind kind() {
        return Kind.SERVICE_ENTRY;
    }

    /// Where the service is.
    ///
    /// @param endpoints either these, or a `workloadSelector`
    /// @param exportTo `.`, `*`, `~` or names of namespaces; empty means the mesh's default
    public record Spec(
            List<String> hosts,
            List<String> addresses,
            List<Port> ports,
            Location location,
            Resolution resolution,
            List<WorkloadEntry.Spec> endpoints,
            Optional<WorkloadSelector> workloadSelector,
            List<String> exportTo,
            List<String> subjectAltNames) {
        public Spec {
            hosts = List.copyOf(hosts);
            addresses = List.copyOf(addresses);
            ports = List.copyOf(ports);
            endpoints = List.copyOf(endpoints);
            exportTo = List.copyOf(exportTo);
            subjectAltNames = List.copyOf(subjectAltNames);
        }
    }

    /// @param targetPort of the endpoints; 0 means `number`
    public record Port(int number, String protocol, String name, int targetPort) {}

    public record WorkloadSelector(SortedMap<String, String> labels) {
        public WorkloadSelector {
            labels = SortedMaps.copyOf(labels);
        }
    }

    public enum Location {
        MESH_EXTERNAL,
        MESH_INTERNAL
    }

    public enum Resolution {
        NONE,
        STATIC,
        DNS,
        DNS_ROUND_ROBIN,
        DYNAMIC_DNS
    }
}
