// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.core.IntOrString;
import io.gatehouse.config.core.Protocol;
import io.gatehouse.config.core.Service;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// From the port that a Gateway names to the port that the proxy opens: the target port of the
/// first Service of the gateway workload that has that port; the same number where none has.
///
/// @param namespace of the workload, for messages
/// @param containerPort of the workload, by name
record PortResolution(
        String namespace,
        List<Service> services,
        Function<String, Optional<Integer>> containerPort) {
    /// On a Service whose ports are only for its own clients: a Gateway names the target port.
    private static final String NO_TRANSLATION =
            "experimental.istio.io/disable-gateway-port-translation";

    PortResolution {
        services = List.copyOf(services);
    }

    int listenPort(int servicePort) {
        return translated(Protocol.TCP, servicePort).flatMap(this::target).orElse(servicePort);
    }

    /// Where QUIC is spoken for a port: a Service has it for UDP too.
    Optional<Integer> http3Port(int servicePort) {
        return translated(Protocol.UDP, servicePort).flatMap(this::target);
    }

    /// What is wrong with a Gateway that names that port, for the user.
    Optional<String> problem(int servicePort) {
        Optional<Service.Port> port = translated(Protocol.TCP, servicePort);
        if (port.isPresent()) {
            return target(port.get()).isPresent()
                    ? Optional.empty()
                    : Optional.of(
                            "the Service's targetPort %s names no port of a container of the gateway workload, so port %d is opened as it is; name the container's port, or give its number"
                                    .formatted(name(port.get()), servicePort));
        }
        return reached(servicePort)
                ? Optional.empty()
                : Optional.of(
                        ("port %d is on no Service that selects the gateway workload in namespace %s, so nothing outside"
                                        + " reaches it; add it to the ports of that Service")
                                .formatted(servicePort, namespace));
    }

    private Optional<Service.Port> translated(Protocol protocol, int servicePort) {
        return ports(protocol, services.stream().filter(PortResolution::translates))
                .filter(port -> port.port() == servicePort)
                .findFirst();
    }

    /// Whether a Service that is not translated leads there.
    private boolean reached(int servicePort) {
        return ports(Protocol.TCP, services.stream().filter(service -> !translates(service)))
                .flatMap(port -> target(port).stream())
                .anyMatch(target -> target == servicePort);
    }

    private static boolean translates(Service service) {
        return !service.metadata().labels().containsKey(NO_TRANSLATION);
    }

    private static Stream<Service.Port> ports(Protocol protocol, Stream<Service> services) {
        return services.flatMap(service -> service.spec().ports().stream())
                .filter(port -> port.protocol() == protocol);
    }

    private Optional<Integer> target(Service.Port port) {
        return switch (port.targetPort().orElse(new IntOrString.Int(0))) {
            case IntOrString.Int(int number) -> Optional.of(number > 0 ? number : port.port());
            case IntOrString.Text(String name) -> containerPort.apply(name);
        };
    }

    private static String name(Service.Port port) {
        return port.targetPort().map(PortResolution::text).orElse("");
    }

    private static String text(IntOrString value) {
        return switch (value) {
            case IntOrString.Int(int number) -> Integer.toString(number);
            case IntOrString.Text(String text) -> text;
        };
    }
}
