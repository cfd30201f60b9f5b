// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.GroupPort;
import io.gatehouse.engine.GroupTable;
import io.gatehouse.engine.gatehouse.HttpPolicyNodes;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.routing.HttpEdge;
import io.gatehouse.routing.Observation;
import io.gatehouse.routing.PolicyStage;
import io.gatehouse.routing.ServerChain;
import io.gatehouse.routing.TlsTermination;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// From the servers of a port, and the routes of those that are not HTTP, to its chains.
final class ChainNodes {
    /// Of every TCP port, planned or not.
    final Derivation<GroupPort, PortChains> chains;

    private final Derivation<GroupTable, Optional<PlannedServer>> terminating;
    private final GatewayNodes gateways;
    private final MeshNodes mesh;
    private final ConnectionNodes connections;
    private final RouteNodes routes;
    private final PolicyNodes policies;
    private final HttpPolicyNodes httpPolicies;
    private final TelemetryNodes telemetry;

    ChainNodes(
            IncrementalGraph graph,
            GatewayNodes gateways,
            MeshNodes mesh,
            ConnectionNodes connections,
            RouteNodes routes,
            PolicyNodes policies,
            HttpPolicyNodes httpPolicies,
            TelemetryNodes telemetry) {
        this.gateways = gateways;
        this.mesh = mesh;
        this.connections = connections;
        this.routes = routes;
        this.policies = policies;
        this.httpPolicies = httpPolicies;
        this.telemetry = telemetry;
        terminating = graph.derivation("terminating server of table", this::terminating);
        chains = graph.derivation("chains of port", this::chains);
    }

    EdgeReader edge(Evaluation e, String group) {
        return EdgeReader.of(mesh.of(e), gateways.group(e, group));
    }

    /// The chain that many servers share, if there is one, comes first, then those of single
    /// servers, the oldest first, and then plain HTTP.
    private PortChains chains(Evaluation e, GroupPort key) {
        SortedSet<ServerTraits> all = gateways.ofPort(e, key);
        HttpChains http = new HttpChains(e, key, all);
        ChainMerge merge = new ChainMerge();
        if (all.stream().anyMatch(server -> server.kind() == ServerKind.PASSTHROUGH)) {
            servers(e, key, all, server -> server.kind().endsTls()).forEach(merge::reserve);
        }
        joint(all, ServerKind.HTTPS)
                .flatMap(table -> e.get(terminating, table).stream())
                .flatMap(server -> http.ended(server).stream())
                .forEach(merge::add);
        List<ChainMerge.Candidate> passedThrough = new ArrayList<>();
        for (PlannedServer server : servers(e, key, all, server -> !server.joint())) {
            switch (server.kind()) {
                case HTTP, HTTPS -> http.ended(server).ifPresent(merge::add);
                case TCP -> merge.addTcp(server, routes(e, key, server));
                case TLS_TO_TCP ->
                        gateways.termination(e, key.group(), server)
                                .ifPresent(
                                        tls -> merge.addTcp(server, routes(e, key, server), tls));
                case PASSTHROUGH ->
                        routes(e, key, server)
                                .forEach(route ->
                                        passedThrough.add(new ChainMerge.Candidate(server, route)));
                case AUTO_PASSTHROUGH ->
                        e.get(connections.autoPassthrough, server.of(key.group()))
                                .forEach(merge::add);
            }
        }
        joint(all, ServerKind.HTTP).forEach(table -> merge.add(http.plain(table)));
        merge.addPassthrough(passedThrough);
        return merge.merged();
    }

    /// The tables of such servers that are chains of several Gateways.
    private static Stream<GroupTable> joint(Collection<ServerTraits> all, ServerKind kind) {
        return all.stream()
                .filter(server -> server.joint() && server.kind() == kind)
                .map(ServerTraits::tableKey)
                .distinct();
    }

    /// One by one, those of the oldest Gateway first.
    private List<PlannedServer> servers(
            Evaluation e,
            GroupPort key,
            Collection<ServerTraits> all,
            Predicate<ServerTraits> which) {
        List<ServerTraits> wanted = all.stream().filter(which).toList();
        Set<String> tables = wanted.stream().map(ServerTraits::table).collect(Collectors.toSet());
        return gateways.gateways(e, wanted).stream()
                .flatMap(gateway -> gateways.servers(e, key, gateway))
                .filter(server -> tables.contains(server.routeTable()))
                .toList();
    }

    /// One of the servers that share a table and can end TLS; they do so alike.
    private Optional<PlannedServer> terminating(Evaluation e, GroupTable table) {
        return e.members(gateways.routeTables, table).stream()
                .limit(1)
                .flatMap(gateway ->
                        gateways.servers(e, new GroupGateway(table.group(), gateway)).stream())
                .filter(server -> server.routeTable().equals(table.table()))
                .filter(server -> gateways.termination(e, table.group(), server).isPresent())
                .findFirst();
    }

    /// Chains whose requests are looked into.
    private final class HttpChains {
        private final Evaluation e;
        private final GroupPort port;
        private final Collection<ServerTraits> all;
        private final HttpEdge edge;
        private final Set<PolicyStage> stages;
        private final Observation observation;

        HttpChains(Evaluation e, GroupPort port, Collection<ServerTraits> all) {
            this.e = e;
            this.port = port;
            this.all = all;
            edge = edge(e, port.group()).http(httpPolicies.headers(e, port.group()));
            stages = policies.stages(e, gateways.group(e, port.group()));
            observation = e.get(telemetry.telemetry, port.group()).requests();
        }

        /// Absent if the server cannot end TLS.
        Optional<ServerChain> ended(PlannedServer server) {
            return gateways.termination(e, port.group(), server)
                    .map(tls ->
                            chain(
                                    server.tableKey(port.group()),
                                    server.shared() ? "" : server.name(),
                                    server.serverNames(),
                                    Optional.of(tls)));
        }

        ServerChain plain(GroupTable table) {
            return chain(table, "", List.of(), Optional.empty());
        }

        private ServerChain chain(
                GroupTable table,
                String name,
                List<String> serverNames,
                Optional<TlsTermination> tls) {
            List<ServerTraits> sharing =
                    all.stream().filter(server -> server.table().equals(table.table())).toList();
            Set<Integer> numbers =
                    sharing.stream().map(ServerTraits::servicePort).collect(Collectors.toSet());
            return ServerPortTranslator.chain(
                    port,
                    table.table(),
                    name,
                    serverNames,
                    tls,
                    e.get(routes.routeTables.delivery, table),
                    edge,
                    sharing.stream().anyMatch(ServerTraits::grpcWeb),
                    stages,
                    policies.extensions.steps(e, port.group(), numbers),
                    observation);
        }
    }

    private List<ConnectionRoute> routes(Evaluation e, GroupPort key, PlannedServer server) {
        return e.get(connections.routes, server.of(key.group()));
    }
}
