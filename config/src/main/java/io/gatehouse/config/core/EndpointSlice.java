// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.core;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.Named;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.OtherFieldsAllowed;
import io.gatehouse.config.SortedMaps;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Some of the endpoints of a Service, which the label `kubernetes.io/service-name` names.
public record EndpointSlice(
        ObjectMeta metadata, AddressType addressType, List<Endpoint> endpoints, List<Port> ports)
        implements ConfigObject {
    /// The label that names the Service.
    public static final String SERVICE_NAME_LABEL = "kubernetes.io/service-name";

    public EndpointSlice {
        endpoints = List.copyOf(endpoints);
        ports = List.copyOf(ports);
    }

    @Override
    public Kind kind() {
        return Kind.ENDPOINT_SLICE;
    }

    public enum AddressType {
        @Named("IPv4")
        IPV4,
        @Named("IPv6")
        IPV6,
        FQDN
    }

    public record Endpoint(
            List<String> addresses,
            Optional<Conditions> conditions,
            Optional<String> hostname,
            Optional<ObjectReference> targetRef,
            SortedMap<String, String> deprecatedTopology,
            Optional<String> nodeName,
            Optional<String> zone,
            Optional<Hints> hints) {
        public Endpoint {
            addresses = List.copyOf(addresses);
            deprecatedTopology = SortedMaps.copyOf(deprecatedTopology);
        }
    }

    /// Whether an endpoint can be used.
    ///
    /// @param ready absent means unknown, to be taken as true
    /// @param serving absent means the same as `ready`
    /// @param terminating absent means false
    public record Conditions(
            Optional<Boolean> ready, Optional<Boolean> serving, Optional<Boolean> terminating) {}

    /// The Pod behind an endpoint, mostly.
    @OtherFieldsAllowed
    public record ObjectReference(String kind, String namespace, String name, String uid) {}

    public record Hints(List<ForZone> forZones, List<ForNode> forNodes) {
        public Hints {
            forZones = List.copyOf(forZones);
            forNodes = List.copyOf(forNodes);
        }
    }

    public record ForZone(String name) {}

    public record ForNode(String name) {}

    /// A port that all endpoints of the slice have.
    ///
    /// @param name of the Service's port; absent or empty where that has no name
    /// @param port absent means all ports
    public record Port(
            Optional<String> name,
            Protocol protocol,
            Optional<Integer> port,
            Optional<String> appProtocol) {}
}
