// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.Precedence;
import io.gatehouse.routing.ConnectionHandling.TcpForwarding;
import io.gatehouse.routing.ServerChain;
import io.gatehouse.routing.TlsHello;
import io.gatehouse.routing.TlsTermination;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The chains of one port. Each server name leads to one of them: to the server that ends TLS for
/// it, or else to the oldest VirtualService that asks for it. Envoy would refuse the whole listener
/// if two had the same.
final class ChainMerge {
    private static final String ANY = "*";

    private final Map<String, ServerChain> chains = new LinkedHashMap<>();
    private final Map<String, Owner> owners = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private Optional<PlannedServer> plainTcp = Optional.empty();

    /// Who has a server name, and where it says so.
    private record Owner(ObjectKey object, FieldPath field) {
        @Override
        public String toString() {
            return field + " of " + object;
        }
    }

    /// A route and the server that it is for.
    record Candidate(PlannedServer server, ConnectionRoute route) {}

    PortChains merged() {
        return new PortChains(List.copyOf(chains.values()), findings);
    }

    /// Keeps the server's names for it, whether or not it can serve them now.
    void reserve(PlannedServer server) {
        server.hosts()
                .forEach(host ->
                        owners.put(host.dns(), new Owner(server.gateway(), server.field())));
    }

    boolean has(String chain) {
        return chains.containsKey(chain);
    }

    /// HTTP; servers of one route table share a chain.
    void add(ServerChain chain) {
        chains.putIfAbsent(chain.name(), chain);
    }

    /// The first server that some VirtualService has a rule for has the connections without TLS.
    void addTcp(PlannedServer server, List<ConnectionRoute> routes) {
        if (routes.isEmpty()) {
            return;
        }
        if (plainTcp.isPresent()) {
            tellShared(plainTcp.get(), server);
            return;
        }
        plainTcp = Optional.of(server);
        add(
                new ServerChain(
                        server.routeTable(), List.of(), Optional.empty(), first(server, routes)));
    }

    void addTcp(PlannedServer server, List<ConnectionRoute> routes, TlsTermination tls) {
        if (!routes.isEmpty()) {
            add(
                    new ServerChain(
                            server.routeTable(),
                            server.serverNames(),
                            Optional.of(tls),
                            first(server, routes)));
        }
    }

    /// All connections of a server go where the oldest VirtualService with a rule for it says.
    private TcpForwarding first(PlannedServer server, List<ConnectionRoute> routes) {
        ConnectionRoute first = routes.getFirst();
        routes.stream().skip(1).forEach(other -> tellTaken(server, first, other));
        return first.forwarding();
    }

    /// Connections of servers that pass TLS through.
    void addPassthrough(List<Candidate> candidates) {
        candidates.stream()
                .sorted(
                        Comparator.comparing(
                                candidate -> candidate.route().virtualService(),
                                Precedence.OLDEST_FIRST))
                .forEach(this::addPassthrough);
    }

    private void addPassthrough(Candidate candidate) {
        ConnectionRoute route = candidate.route();
        Owner asking = new Owner(route.virtualService().key(), route.field());
        List<String> own = new ArrayList<>();
        for (String name : route.serverNames()) {
            Owner owner = owners.putIfAbsent(name, asking);
            if (owner == null) {
                own.add(name);
            } else if (!owner.equals(asking)) {
                tellTaken(candidate.server(), route, name, owner);
            }
        }
        if (own.remove(ANY)) {
            addPassed(List.of(), route.forwarding());
        }
        if (!own.isEmpty()) {
            addPassed(own, route.forwarding());
        }
    }

    private void addPassed(List<String> names, TcpForwarding forwarding) {
        String name = "passthrough." + (names.isEmpty() ? ANY : names.getFirst());
        add(
                new ServerChain(
                        name,
                        Optional.of(new TlsHello(names, List.of())),
                        Optional.empty(),
                        forwarding));
    }

    private void tellTaken(PlannedServer server, ConnectionRoute first, ConnectionRoute other) {
        tell(
                other,
                "the rule gets no connection of port %d: %s of %s takes them all"
                        .formatted(
                                server.servicePort(), first.field(), first.virtualService().key()));
    }

    private void tellTaken(PlannedServer server, ConnectionRoute route, String name, Owner owner) {
        tell(
                route,
                "server name %s on port %d is already taken by %s and stays there"
                        .formatted(name, server.servicePort(), owner));
    }

    private void tell(ConnectionRoute route, String message) {
        findings.add(
                Finding.of(
                        FindingCode.CONNECTIONS_TAKEN,
                        route.virtualService().key(),
                        route.field(),
                        message));
    }

    private void tellShared(PlannedServer winner, PlannedServer loser) {
        findings.add(
                Finding.of(
                        FindingCode.SERVER_CONFLICT,
                        loser.gateway(),
                        loser.field(),
                        "the server is ignored: port %d already speaks plain TCP for %s; use another port"
                                .formatted(loser.servicePort(), winner.described())));
    }
}
