// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.RouteDestination;
import io.gatehouse.config.istio.TcpRoute;
import io.gatehouse.config.istio.TlsRoute;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

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
                .each(
                        route.match(),
                        (item, match) -> {
                            l4(item, match.port(), match.gateways());
                            new Ignored(item)
                                    .subnets("destinationSubnets", match.destinationSubnets())
                                    .subnet("sourceSubnet", match.sourceSubnet())
                                    .workload(match.sourceLabels(), match.sourceNamespace());
                        });
        destinations(scope.field("route"), route.route());
    }

    private void tlsMatch(Scope scope, TlsRoute.TlsMatchAttributes match) {
        if (match.sniHosts().isEmpty()) {
            scope.field("sniHosts").missing("a match of a tls rule must have at least one host");
        }
        scope.field("sniHosts").each(match.sniHosts(), this::sniHost);
        l4(scope, match.port(), match.gateways());
        new Ignored(scope)
                .subnets("destinationSubnets", match.destinationSubnets())
                .workload(match.sourceLabels(), match.sourceNamespace());
    }

    /// Tells of rules that are never reached.
    void reachability(Scope spec, List<TlsRoute> tls, List<TcpRoute> tcp) {
        new L4Reachability<TlsRoute.TlsMatchAttributes>((first, match) ->
                first.sniHosts().containsAll(match.sniHosts())
                        && covers(first.port(), match.port())
                        && covers(first.gateways(), match.gateways()))
                .check(spec.field("tls"), tls.stream().map(TlsRoute::match).toList());
        new L4Reachability<TcpRoute.L4MatchAttributes>((first, match) ->
                covers(first.port(), match.port()) && covers(first.gateways(), match.gateways()))
                .check(spec.field("tcp"), tcp.stream().map(TcpRoute::match).toList());
    }

    private static boolean covers(int first, int port) {
        return first == 0 || first == port;
    }

    private static boolean covers(List<String> first, List<String> gateways) {
        return first.isEmpty() || first.equals(gateways);
    }

    /// What a match may ask for that a gateway does not look at; it matches without it.
    private record Ignored(Scope scope) {
        private static final String WHY = "gateways do not look at it: the rule matches without it";

        Ignored subnets(String field, List<String> subnets) {
            scope.field(field).each(subnets, Ignored::range);
            if (!subnets.isEmpty()) {
                scope.field(field).noEffect(WHY);
            }
            return this;
        }

        Ignored subnet(String field, String subnet) {
            if (!subnet.isEmpty()) {
                range(scope.field(field), subnet);
                scope.field(field).noEffect(WHY);
            }
            return this;
        }

        private static void range(Scope scope, String subnet) {
            if (!HostNames.isAddressOrRange(subnet)) {
                scope.invalid(
                        "found %s (expected: an IP address or CIDR range)"
                                .formatted(Scope.quote(subnet)));
            }
        }

        void workload(SortedMap<String, String> labels, String namespace) {
            LabelValidation.labels(scope.field("sourceLabels"), labels);
            if (!labels.isEmpty()) {
                scope.field("sourceLabels").noEffect(WHY);
            }
            if (!namespace.isEmpty()) {
                HostNames.labelProblem(namespace)
                        .ifPresent(scope.field("sourceNamespace")::invalid);
                scope.field("sourceNamespace").noEffect(WHY);
            }
        }
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
