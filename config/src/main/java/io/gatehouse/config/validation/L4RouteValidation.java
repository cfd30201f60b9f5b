// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.RouteDestination;
import io.gatehouse.config.istio.TcpRoute;
import io.gatehouse.config.istio.TlsRoute;
import java.util.List;
import java.util.Optional;

/// Istio's rules for `spec.tls` and `spec.tcp`.
///
/// @param hosts of the VirtualService
record L4RouteValidation(List<String> hosts) {

    void tls(Scope scope, TlsRoute route) {
        if (route.match().isEmpty()) {
            scope.field("match").missing("a tls rule must have a match with sniHosts");
        }
        scope.field("match").each(route.match(), this::tlsMatch);
        destinations(scope.field("route"), route.route());
    }

    void tcp(Scope scope, TcpRoute route) {
        scope.field("match")
                .each(route.match(), (item, match) -> l4(item, match.port(), match.gateways()));
        destinations(scope.field("route"), route.route());
    }

    private void tlsMatch(Scope scope, TlsRoute.TlsMatchAttributes match) {
        if (match.sniHosts().isEmpty()) {
            scope.field("sniHosts").missing("a match of a tls rule must have at least one host");
        }
        scope.field("sniHosts").each(match.sniHosts(), this::sniHost);
        l4(scope, match.port(), match.gateways());
    }

    private void sniHost(Scope scope, String host) {
        Optional<String> problem =
                HostNames.isAddress(host) ? Optional.empty() : HostNames.wildcardProblem(host);
        if (problem.isPresent()) {
            scope.invalid(problem.get());
        } else if (HostNames.isAddress(host)) {
            scope.doubtful(
                    "found an IP address (expected: a name; clients send no address by SNI)");
        } else if (hosts.stream().noneMatch(outer -> HostNames.covers(outer, host))) {
            scope.invalid(
                    "found %s (expected: one of the hosts of this VirtualService: %s)"
                            .formatted(Scope.quote(host), String.join(", ", hosts)));
        }
    }

    private static void l4(Scope scope, int port, List<String> gateways) {
        if (port != 0) {
            Values.port(scope.field("port"), port);
        }
        VirtualServiceValidation.gateways(scope.field("gateways"), gateways);
    }

    private static void destinations(Scope scope, List<RouteDestination> destinations) {
        if (destinations.isEmpty()) {
            scope.missing("a rule must have at least one destination");
        }
        scope.each(
                destinations,
                (item, weighted) -> {
                    HttpRouteValidation.destination(
                            item.field("destination"), weighted.destination());
                    HttpRouteValidation.weight(item.field("weight"), weighted.weight());
                });
        HttpRouteValidation.totalWeight(
                scope, destinations.stream().map(RouteDestination::weight).toList());
    }
}
