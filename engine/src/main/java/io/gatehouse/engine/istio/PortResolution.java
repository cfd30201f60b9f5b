// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.core.IntOrString;
import io.gatehouse.config.core.Service;
import java.util.List;
import java.util.Optional;

/// From the port that a Gateway names to the port that the proxy opens: the target port of the
/// first Service of the gateway workload that has that port; the same number where none has.
record PortResolution(List<Service> services) {
    PortResolution {
        services = List.copyOf(services);
    }

    int listenPort(int servicePort) {
        return find(servicePort).map(PortResolution::target).orElse(servicePort);
    }

    boolean onService(int servicePort) {
        return find(servicePort).isPresent();
    }

    private Optional<Service.Port> find(int servicePort) {
        return services.stream()
                .flatMap(service -> service.spec().ports().stream())
                .filter(port -> port.port() == servicePort)
                .findFirst();
    }

    private static int target(Service.Port port) {
        return switch (port.targetPort().orElse(new IntOrString.Int(0))) {
            case IntOrString.Int(int number) when number > 0 -> number;
            case IntOrString.Int _, IntOrString.Text _ -> port.port();
        };
    }
}
