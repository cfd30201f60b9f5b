// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.istio.TlsRoute;
import io.gatehouse.config.istio.TlsRoute.TlsMatchAttributes;
import io.gatehouse.config.istio.VirtualService;
import io.gatehouse.routing.ConnectionHandling.TcpForwarding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The `tls` rules of a VirtualService, for a server that passes TLS through.
record TlsRouteTranslator(ConnectionServer server, ForwardingReader forwarding) {

    /// One for each match that is for the server and has names that the server offers.
    List<ConnectionRoute> translate(VirtualService virtualService) {
        List<ConnectionRoute> routes = new ArrayList<>();
        if (!server.admits(virtualService)) {
            return routes;
        }
        List<TlsRoute> rules = virtualService.spec().tls();
        for (int i = 0; i < rules.size(); i++) {
            TlsRoute rule = rules.get(i);
            Optional<TcpForwarding> target =
                    forwarding.read(virtualService, rule.route(), server.server());
            for (int j = 0; target.isPresent() && j < rule.match().size(); j++) {
                List<String> names = names(rule.match().get(j), virtualService, target.get());
                if (!names.isEmpty()) {
                    FieldPath field = FieldPath.of("spec.tls").index(i).field("match").index(j);
                    routes.add(new ConnectionRoute(virtualService, field, names, target.get()));
                }
            }
        }
        return routes;
    }

    private List<String> names(
            TlsMatchAttributes match, VirtualService virtualService, TcpForwarding target) {
        return server.matches(match.port(), match.gateways(), virtualService)
                ? match.sniHosts().stream()
                        .flatMap(name -> server.narrowed(name, virtualService).stream())
                        .flatMap(name -> underWildcard(name, target).stream())
                        .distinct()
                        .sorted()
                        .toList()
                : List.of();
    }

    private static Optional<String> underWildcard(String name, TcpForwarding target) {
        return target.requested().isEmpty()
                ? Optional.of(name)
                : Hostname.intersect(name, target.requested().get().wildcard());
    }
}
