// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.istio.TcpRoute;
import io.gatehouse.config.istio.VirtualService;
import java.util.List;
import java.util.Optional;

/// The `tcp` rules of a VirtualService, for a server that forwards what is in the connection.
record TcpRouteTranslator(ConnectionServer server, ForwardingReader forwarding) {

    /// The first rule that is for the server; no connection gets to a second one.
    Optional<ConnectionRoute> translate(VirtualService virtualService) {
        if (!server.admits(virtualService)) {
            return Optional.empty();
        }
        List<TcpRoute> rules = virtualService.spec().tcp();
        for (int i = 0; i < rules.size(); i++) {
            TcpRoute rule = rules.get(i);
            if (matches(server, rule, virtualService)) {
                FieldPath field = FieldPath.of("spec.tcp").index(i);
                Optional<ConnectionRoute> route =
                        forwarding
                                .read(virtualService, rule.route(), server.server())
                                .map(target ->
                                        new ConnectionRoute(
                                                virtualService, field, List.of(), target));
                if (route.isPresent()) {
                    return route;
                }
            }
        }
        return Optional.empty();
    }

    static boolean matches(ConnectionServer server, TcpRoute rule, VirtualService virtualService) {
        return rule.match().isEmpty()
                || rule.match().stream()
                        .anyMatch(match ->
                                server.matches(match.port(), match.gateways(), virtualService));
    }
}
