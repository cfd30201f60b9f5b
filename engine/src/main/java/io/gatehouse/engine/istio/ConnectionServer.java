// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.VirtualService;
import io.gatehouse.engine.core.ServiceHost;
import java.util.List;
import java.util.Optional;

/// Which `tcp` and `tls` rules are for a server.
record ConnectionServer(PlannedServer server) {

    /// Whether the VirtualService has a host that the server offers to its namespace. TCP has no
    /// hosts, and yet they say who may use a server.
    boolean admits(VirtualService virtualService) {
        return RouteNodes.virtualServiceHosts(virtualService)
                .anyMatch(host -> !narrowed(host, virtualService).isEmpty());
    }

    /// What the server's hosts leave of a name, sorted.
    List<String> narrowed(String name, VirtualService virtualService) {
        String namespace = virtualService.metadata().namespace();
        String full = ServiceHost.qualify(Hostname.normal(name), namespace);
        return server.hosts().stream()
                .filter(host -> host.admits(namespace))
                .flatMap(host -> Hostname.intersect(host.dns(), full).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /// `port` and `gateways` of a match; the number is that in the Gateway.
    boolean matches(int port, List<String> gateways, VirtualService virtualService) {
        return (port == 0 || port == server.servicePort())
                && (gateways.isEmpty()
                        || gateways.stream()
                                .map(name ->
                                        GatewayNames.resolve(
                                                name, virtualService.metadata().namespace()))
                                .anyMatch(Optional.of(server.gateway())::equals));
    }
}
