// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.GroupPolicy;
import io.gatehouse.engine.GroupPort;
import io.gatehouse.engine.GroupProgram;
import io.gatehouse.engine.GroupTable;
import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.gatehouse.HttpPolicyNodes;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.engine.graph.Table;
import io.gatehouse.routing.Collector;
import io.gatehouse.routing.ConnectionHandling.TcpForwarding;
import io.gatehouse.routing.Observation;
import io.gatehouse.routing.ProgramStep;
import io.gatehouse.routing.ServerChain;
import io.gatehouse.routing.ServerPort;
import io.gatehouse.routing.Transport;
import io.gatehouse.routing.WeightedUpstream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// From the plan of a group's servers, and the routes of those that are not HTTP, to the sockets
/// that its proxies open.
public final class PortNodes {
    /// Those with something to do for a connection.
    public final Index<String, GroupPort> ports;

    public final Derivation<GroupPort, ServerPort> serverPort;

    /// The upstreams that exist and that some chain of a port names, a policy of the chain, or what
    /// is told of the chain.
    public final Index<GroupPort, GroupUpstream> upstreams;

    /// Those that some chain names, as far as they are complete.
    public final Index<GroupPort, GroupPolicy> policies;

    /// The programs that some chain passes, as far as they are complete.
    public final Index<GroupPort, GroupProgram> programs;

    /// The port that answers tell clients to come back to with HTTP/3.
    public final Derivation<GroupTable, Optional<Integer>> http3Port;

    final ChainNodes chains;
    final ConnectionNodes connections;

    private final Derivation<GroupPort, List<ServerChain>> quicChains;
    private final GatewayNodes gateways;
    private final UpstreamNodes upstreamNodes;
    private final PolicyNodes policyNodes;
    private final TelemetryNodes telemetry;

    public PortNodes(
            IncrementalGraph graph,
            ConfigTables tables,
            Table<String, ProxyGroup> groups,
            GatewayNodes gateways,
            MeshNodes mesh,
            ServiceNodes services,
            DestinationRuleNodes destinationRules,
            UpstreamNodes upstreamNodes,
            RouteNodes routes,
            PolicyNodes policies,
            HttpPolicyNodes httpPolicies,
            TelemetryNodes telemetry) {
        this.gateways = gateways;
        this.upstreamNodes = upstreamNodes;
        this.policyNodes = policies;
        this.telemetry = telemetry;
        connections =
                new ConnectionNodes(
                        graph,
                        tables,
                        gateways,
                        mesh,
                        services,
                        destinationRules,
                        policies,
                        telemetry);
        chains =
                new ChainNodes(
                        graph,
                        gateways,
                        mesh,
                        connections,
                        routes,
                        policies,
                        httpPolicies,
                        telemetry);
        quicChains = graph.derivation("chains of QUIC port", this::quicChains);
        serverPort = graph.derivation("server port", this::serverPort);
        http3Port = graph.derivation("HTTP/3 port of table", this::http3Port);
        ports = graph.index("ports", groups, this::ports);
        upstreams = graph.index("upstreams of port", ports, this::upstreams);
        this.policies = graph.index("policies of port", ports, this::policies);
        programs = graph.index("programs of port", ports, this::programs);
    }

    private Set<GroupPort> ports(Evaluation e, String group) {
        Set<GroupPort> ports = new LinkedHashSet<>();
        for (ServerTraits server : gateways.ofGroup(e, group)) {
            if (!e.get(chains.chains, server.port()).chains().isEmpty()) {
                ports.add(server.port());
            }
            server.http3Port()
                    .map(udp -> server.port().overQuic(udp))
                    .filter(udp -> !e.get(quicChains, udp).isEmpty())
                    .ifPresent(ports::add);
        }
        return ports;
    }

    /// Those of a group.
    public Stream<GroupPort> ofGroup(Evaluation e, String group) {
        return ports(e, group).stream();
    }

    private ServerPort serverPort(Evaluation e, GroupPort key) {
        boolean quic = key.transport() == Transport.QUIC;
        EdgeReader edge = chains.edge(e, key.group());
        return new ServerPort(
                key.bind(),
                key.port(),
                key.transport(),
                !quic && edge.proxyHeader(),
                edge.buffer(),
                quic ? Optional.empty() : edge.mostConnections(),
                quic ? e.get(quicChains, key) : e.get(chains.chains, key).chains(),
                quic ? List.of() : e.get(telemetry.telemetry, key.group()).unrouted());
    }

    /// Of all servers that are asked over QUIC at that port; no two for one server name.
    private List<ServerChain> quicChains(Evaluation e, GroupPort key) {
        List<ServerChain> found = new ArrayList<>();
        Set<String> names = new HashSet<>();
        SortedMap<GroupPort, Set<String>> tables = new TreeMap<>();
        for (ServerTraits server : gateways.ofGroup(e, key.group())) {
            GroupPort tcp = server.port();
            if (server.http3Port().map(tcp::overQuic).equals(Optional.of(key))) {
                tables.computeIfAbsent(tcp, _ -> new HashSet<>()).add(server.table());
            }
        }
        tables.forEach((tcp, own) ->
                e.get(chains.chains, tcp).chains().stream()
                        .filter(chain -> own.contains(chain.name()))
                        .flatMap(chain -> Http3Chains.of(chain).stream())
                        .filter(chain -> claims(chain).stream().noneMatch(names::contains))
                        .forEach(chain -> {
                            names.addAll(claims(chain));
                            found.add(chain);
                        }));
        return found;
    }

    private static List<String> claims(ServerChain chain) {
        return chain.serverNames().isEmpty() ? List.of("*") : chain.serverNames();
    }

    private Optional<Integer> http3Port(Evaluation e, GroupTable key) {
        TableFacts table = gateways.facts(e, key);
        return table.http3().stream()
                .filter(server -> offersHttp3(e, server))
                .map(ServerTraits::servicePort)
                .findFirst();
    }

    private boolean offersHttp3(Evaluation e, ServerTraits server) {
        return server.http3Port()
                .map(udp -> server.port().overQuic(udp))
                .filter(udp ->
                        e.get(quicChains, udp).stream()
                                .anyMatch(chain -> chain.name().equals(server.table())))
                .isPresent();
    }

    private Set<GroupUpstream> upstreams(Evaluation e, GroupPort key) {
        Stream<String> ofChains =
                e.get(serverPort, key).chains().stream()
                        .flatMap(chain ->
                                chain.handling() instanceof TcpForwarding tcp
                                        ? tcp.upstreams().stream()
                                        : Stream.<WeightedUpstream>empty())
                        .map(WeightedUpstream::upstream);
        Stream<String> ofPolicies =
                policies(e, key).stream()
                        .flatMap(policy -> policyNodes.upstream(e, policy).stream());
        Stream<String> ofPrograms =
                programs(e, key).stream()
                        .flatMap(program -> policyNodes.extensions.upstreams(e, program));
        return Stream.of(ofChains, ofPolicies, ofPrograms, told(e.get(serverPort, key)))
                .flatMap(Function.identity())
                .map(name -> new GroupUpstream(key.group(), name))
                .filter(upstream -> e.get(upstreamNodes.upstream, upstream).isPresent())
                .collect(Collectors.toSet());
    }

    /// What proxies tell of their own accord must be there, too.
    private static Stream<String> told(ServerPort port) {
        Stream<Observation> observations =
                port.chains().stream().map(chain -> chain.handling().observation()).distinct();
        return Stream.concat(
                        observations.flatMap(Observation::told),
                        port.logs().stream().flatMap(log -> log.destination().told().stream()))
                .map(Collector::upstream);
    }

    private Set<GroupPolicy> policies(Evaluation e, GroupPort key) {
        return e.get(serverPort, key).chains().stream()
                .flatMap(chain -> chain.handling().stages().stream())
                .map(stage -> new GroupPolicy(key.group(), stage))
                .filter(policy -> policyNodes.isComplete(e, policy))
                .collect(Collectors.toSet());
    }

    private Set<GroupProgram> programs(Evaluation e, GroupPort key) {
        Set<String> names =
                e.get(serverPort, key).chains().stream()
                        .flatMap(chain -> chain.handling().programs().all())
                        .map(ProgramStep::program)
                        .collect(Collectors.toSet());
        return names.isEmpty()
                ? Set.of()
                : policyNodes
                        .extensions
                        .complete(e, key.group(), names)
                        .collect(Collectors.toSet());
    }
}
