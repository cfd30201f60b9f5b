// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.config.Kind;
import io.gatehouse.config.core.IntOrString;
import io.gatehouse.config.core.Service;
import io.gatehouse.config.istio.Gateway;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.server.ControlPlaneState;
import java.util.List;

/// On which ports of its proxies a Gateway may be served.
///
/// @param services that lead to these proxies
record GatewayPorts(List<Service> services) {
    static GatewayPorts of(ProxyGroup group, ControlPlaneState state) {
        return new GatewayPorts(
                state.list(Kind.SERVICE).stream()
                        .filter(Service.class::isInstance)
                        .map(Service.class::cast)
                        .filter(s -> s.metadata().namespace().equals(group.namespace()))
                        .filter(s -> !s.spec().selector().isEmpty())
                        .filter(s -> group.matches(s.spec().selector()))
                        .toList());
    }

    /// @param port that the proxies listen on
    boolean mayServe(Gateway gateway, int port) {
        return gateway.spec().servers().stream()
                .flatMap(server -> server.port().stream())
                .anyMatch(served -> served.number() == port || leads(served.number(), port));
    }

    /// A name of a container's port may be any number.
    private boolean leads(int servicePort, int port) {
        return services.stream()
                .flatMap(service -> service.spec().ports().stream())
                .filter(p -> p.port() == servicePort)
                .flatMap(p -> p.targetPort().stream())
                .anyMatch(target ->
                        switch (target) {
                            case IntOrString.Int(int number) -> number == port;
                            case IntOrString.Text _ -> true;
                        });
    }
}
