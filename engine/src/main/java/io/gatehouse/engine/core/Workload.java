// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.SortedMaps;
import io.gatehouse.config.core.IntOrString;
import io.gatehouse.config.core.Service;
import io.gatehouse.config.istio.ServiceEntry;
import io.gatehouse.routing.Placement;
import io.gatehouse.routing.Readiness;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/// Something that runs and can be an endpoint: a Pod, a WorkloadEntry, an endpoint of a
/// ServiceEntry.
///
/// @param address as of [BackendEndpoint]
/// @param ports of a Pod those that its containers name; else those that the author gives for names
///   of a service's ports
/// @param isPod whether it is a Pod
record Workload(
        String address,
        SortedMap<String, Integer> ports,
        SortedMap<String, String> labels,
        Placement placement,
        int weight,
        Readiness readiness,
        boolean isPod,
        Optional<WorkloadIdentity> identity) {
    private static final String UNIX = "unix://";

    Workload {
        ports = SortedMaps.copyOf(ports);
        labels = SortedMaps.copyOf(labels);
    }

    static boolean isUnixSocket(String address) {
        return address.startsWith(UNIX);
    }

    /// As an endpoint of a ServiceEntry's port.
    BackendEndpoint at(ServiceEntry.Port port) {
        if (isUnixSocket(address)) {
            return endpoint(0);
        }
        int named = ports.getOrDefault(port.name(), 0);
        return endpoint(
                named > 0 ? named : port.targetPort() > 0 ? port.targetPort() : port.number());
    }

    /// As an endpoint of a Service's port; absent where the Service names a target port that the
    /// workload does not have.
    Optional<BackendEndpoint> at(Service.Port port) {
        int own = isPod ? 0 : ports.getOrDefault(port.name(), 0);
        if (own > 0) {
            return Optional.of(endpoint(own));
        }
        OptionalInt target = targetPort(port);
        return target.isPresent() ? Optional.of(endpoint(target.getAsInt())) : Optional.empty();
    }

    private OptionalInt targetPort(Service.Port port) {
        return switch (port.targetPort().orElse(new IntOrString.Int(port.port()))) {
            case IntOrString.Int(int number) -> OptionalInt.of(number == 0 ? port.port() : number);
            case IntOrString.Text(String name) -> {
                int number = ports.getOrDefault(name, 0);
                yield number > 0 ? OptionalInt.of(number) : OptionalInt.empty();
            }
        };
    }

    private BackendEndpoint endpoint(int port) {
        return new BackendEndpoint(address, port, labels, placement, weight, readiness, identity);
    }
}
