// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.GroupPort;
import io.gatehouse.engine.gatehouse.HttpPolicyNodes;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.istio.ServerPlan.PlannedPort;
import io.gatehouse.routing.HttpEdge;
import io.gatehouse.routing.Observation;
import io.gatehouse.routing.PolicyStage;
import io.gatehouse.routing.ProgramSteps;
import io.gatehouse.routing.RouteDelivery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// From the servers of a port, and the routes of those that are not HTTP, to its chains.
final class ChainNodes {
    /// Of every TCP port, planned or not.
    final Derivation<GroupPort, PortChains> chains;

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
        chains = graph.derivation("chains of port", this::chains);
    }

    EdgeReader edge(Evaluation e, String group) {
        return EdgeReader.of(mesh.of(e), gateways.group(e, group));
    }

    private PortChains chains(Evaluation e, GroupPort key) {
        List<PlannedServer> servers =
                e.get(gateways.plan, key.group())
                        .port(key.bind(), key.port())
                        .map(PlannedPort::servers)
                        .orElse(List.of());
        HttpEdge http = edge(e, key.group()).http(httpPolicies.headers(e, key.group()));
        Set<PolicyStage> stages = policies.stages(e, gateways.group(e, key.group()));
        Map<String, ProgramSteps> programs = programs(e, key.group(), servers);
        Observation observation = e.get(telemetry.telemetry, key.group()).requests();
        ChainMerge merge = new ChainMerge();
        servers.stream().filter(server -> server.kind().endsTls()).forEach(merge::reserve);
        List<ChainMerge.Candidate> passedThrough = new ArrayList<>();
        Set<String> grpcWeb =
                servers.stream()
                        .filter(PlannedServer::grpcWeb)
                        .map(PlannedServer::routeTable)
                        .collect(Collectors.toSet());
        for (PlannedServer server : servers) {
            if (server.kind().http() && merge.has(server.routeTable())) {
                continue;
            }
            switch (server.kind()) {
                case HTTP ->
                        merge.add(
                                ServerPortTranslator.chain(
                                        key,
                                        server,
                                        Optional.empty(),
                                        delivery(e, key, server),
                                        http,
                                        grpcWeb.contains(server.routeTable()),
                                        stages,
                                        programs.getOrDefault(
                                                server.routeTable(), ProgramSteps.NONE),
                                        observation));
                case HTTPS ->
                        gateways.termination(e, key.group(), server)
                                .map(Optional::of)
                                .map(tls ->
                                        ServerPortTranslator.chain(
                                                key,
                                                server,
                                                tls,
                                                delivery(e, key, server),
                                                http,
                                                grpcWeb.contains(server.routeTable()),
                                                stages,
                                                programs.getOrDefault(
                                                        server.routeTable(), ProgramSteps.NONE),
                                                observation))
                                .ifPresent(merge::add);
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
        merge.addPassthrough(passedThrough);
        return merge.merged();
    }

    /// By the servers' chain, for the numbers of all that share it.
    private Map<String, ProgramSteps> programs(
            Evaluation e, String group, List<PlannedServer> servers) {
        Map<String, Set<Integer>> numbers = new HashMap<>();
        servers.forEach(server ->
                numbers.computeIfAbsent(server.routeTable(), _ -> new HashSet<>())
                        .add(server.servicePort()));
        Map<String, ProgramSteps> programs = new HashMap<>();
        numbers.forEach(
                (chain, ports) -> programs.put(chain, policies.extensions.steps(e, group, ports)));
        return programs;
    }

    private RouteDelivery delivery(Evaluation e, GroupPort key, PlannedServer server) {
        return e.get(routes.routeTables.delivery, server.tableKey(key.group()));
    }

    private List<ConnectionRoute> routes(Evaluation e, GroupPort key, PlannedServer server) {
        return e.get(connections.routes, server.of(key.group()));
    }
}
