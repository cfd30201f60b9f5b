// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.GroupHost;
import io.gatehouse.engine.GroupPort;
import io.gatehouse.engine.GroupTable;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.routing.HostRoutes;
import io.gatehouse.routing.MisdirectedRequests;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Hosts that another TLS server of the same port serves. A browser that reuses a connection for
/// such a host is told 421 and asks again on a connection of its own (RFC 9110, 15.5.20), where
/// Istio answers 404. Hosts that nobody serves stay 404.
public final class MisdirectedHosts {
    /// Each TLS server of a port has to know the hosts of all others, and is told of a new one:
    /// with more of either it is 404, as in Istio.
    static final int MOST_SERVERS = 100;

    static final int MOST_HOSTS = 1_000;

    /// Absent where no request can be misdirected.
    public final Derivation<GroupTable, Optional<HostRoutes>> hostRoutes;

    private final Derivation<GroupPort, List<String>> tlsTables;
    private final Derivation<GroupPort, Boolean> knowEachOther;
    private final GatewayNodes gateways;
    private final RouteNodes routes;

    public MisdirectedHosts(IncrementalGraph graph, GatewayNodes gateways, RouteNodes routes) {
        this.gateways = gateways;
        this.routes = routes;
        tlsTables = graph.derivation("tables of port with TLS", this::tlsTables);
        knowEachOther = graph.derivation("servers that know of each other", this::knowEachOther);
        hostRoutes = graph.derivation("misdirected hosts", this::hostRoutes);
    }

    private Optional<HostRoutes> hostRoutes(Evaluation e, GroupTable table) {
        List<String> tables =
                gateways.port(e, table)
                        .filter(port -> e.get(knowEachOther, port))
                        .map(port -> e.get(tlsTables, port))
                        .orElse(List.of());
        if (!tables.contains(table.table())) {
            return Optional.empty();
        }
        Set<String> own = Set.copyOf(domains(e, table));
        List<String> wide = own.stream().filter(domain -> domain.startsWith("*")).toList();
        TreeSet<String> elsewhere = new TreeSet<>();
        tables.stream()
                .filter(Predicate.not(table.table()::equals))
                .map(name -> new GroupTable(table.group(), name))
                .filter(other -> e.hasMembers(gateways.routeTables, other, 1))
                .flatMap(other -> domains(e, other).stream())
                .filter(Predicate.not(own::contains))
                .filter(domain -> wide.stream().noneMatch(mine -> Hostname.covers(mine, domain)))
                .forEach(elsewhere::add);
        return elsewhere.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new HostRoutes(
                                "misdirected",
                                List.copyOf(elsewhere),
                                List.of(MisdirectedRequests.ALL),
                                false));
    }

    private List<String> tlsTables(Evaluation e, GroupPort key) {
        return gateways.ofPort(e, key).stream()
                .filter(server -> server.kind().endsTls())
                .map(ServerTraits::table)
                .distinct()
                .toList();
    }

    /// None of the tables is looked at whole unless it is small.
    private boolean knowEachOther(Evaluation e, GroupPort port) {
        List<GroupTable> tables =
                e.get(tlsTables, port).stream()
                        .map(name -> new GroupTable(port.group(), name))
                        .toList();
        return tables.size() > 1
                && tables.size() <= MOST_SERVERS
                && tables.stream().noneMatch(t -> routes.routeTables.hasMore(e, t, MOST_HOSTS))
                && tables.stream().mapToInt(t -> domains(e, t).size()).sum() <= MOST_HOSTS;
    }

    private List<String> domains(Evaluation e, GroupTable table) {
        return e.get(routes.routeTables.hosts, table).stream().map(GroupHost::domain).toList();
    }
}
