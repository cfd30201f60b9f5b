// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.core.Protocol;
import io.gatehouse.config.core.Service;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A Kubernetes Service as a [Backend].
final class ServiceBackend {
    private ServiceBackend() {}

    static Backend of(Service service, String host, TrafficDistribution distribution) {
        return new Backend(
                service.key(),
                host,
                backendPorts(service),
                BackendResolution.LISTED,
                Optional.empty(),
                List.of(),
                service.metadata().labels(),
                false,
                distribution);
    }

    /// A Service that stands for another host.
    ///
    /// @param ports the Service's own, or where it has none those of the other
    static Backend alias(Service service, String host, String target, List<BackendPort> ports) {
        return new Backend(
                service.key(),
                host,
                ports,
                BackendResolution.LISTED,
                Optional.of(target),
                List.of(),
                service.metadata().labels(),
                true,
                TrafficDistribution.ANY);
    }

    /// A Service that stands for a name outside the mesh.
    static Backend outside(Service service, String host) {
        return new Backend(
                service.key(),
                host,
                backendPorts(service),
                BackendResolution.DNS,
                Optional.empty(),
                List.of(),
                service.metadata().labels(),
                true,
                TrafficDistribution.ANY);
    }

    static boolean isExternalName(Service service) {
        return service.spec().type() == Service.Type.EXTERNAL_NAME
                && !service.spec().externalName().isEmpty();
    }

    /// Those that routes can name.
    static Stream<Service.Port> ports(Service service) {
        return service.spec().ports().stream().filter(port -> port.protocol() == Protocol.TCP);
    }

    static List<BackendPort> backendPorts(Service service) {
        return ports(service)
                .map(port -> new BackendPort(port.port(), port.name(), PortProtocol.of(port)))
                .toList();
    }
}
