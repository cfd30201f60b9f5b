// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.core.RegistryFindingNodes;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.gatehouse.HttpPolicyNodes;
import io.gatehouse.engine.gatehouse.LoginSecretNodes;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Keys;
import io.gatehouse.engine.graph.Output;
import io.gatehouse.engine.graph.Table;
import io.gatehouse.engine.istio.CredentialNodes;
import io.gatehouse.engine.istio.DestinationRuleNodes;
import io.gatehouse.engine.istio.EnvoyFilterNodes;
import io.gatehouse.engine.istio.FindingNodes;
import io.gatehouse.engine.istio.GatewayNodes;
import io.gatehouse.engine.istio.MeshNodes;
import io.gatehouse.engine.istio.MisdirectedHosts;
import io.gatehouse.engine.istio.PeerNodes;
import io.gatehouse.engine.istio.PolicyNodes;
import io.gatehouse.engine.istio.PortNodes;
import io.gatehouse.engine.istio.RouteNodes;
import io.gatehouse.engine.istio.SecretNodes;
import io.gatehouse.engine.istio.TelemetryNodes;
import io.gatehouse.engine.istio.UpstreamNodes;
import io.gatehouse.engine.istio.UpstreamTlsNodes;
import java.util.List;
import java.util.stream.Stream;

/// The whole way from configuration to the routing model, as one graph. Whoever translates further
/// adds derivations of their own to [#graph].
public final class RoutingGraph {
    public final IncrementalGraph graph = new IncrementalGraph();
    public final ConfigTables tables = new ConfigTables(graph);
    public final Table<String, ProxyGroup> groups = graph.table();
    public final WallClock clock = new WallClock(graph);
    public final MeshNodes mesh = new MeshNodes(graph, tables);
    public final ServiceNodes services = new ServiceNodes(graph, tables, groups, mesh::of);
    public final PolicyNodes policies = new PolicyNodes(graph, tables, groups, mesh, services);
    public final TelemetryNodes telemetry =
            new TelemetryNodes(graph, tables, groups, policies, mesh, services);
    public final HttpPolicyNodes httpPolicies;
    public final CredentialNodes credentials = new CredentialNodes(graph, tables, clock);
    public final GatewayNodes gateways;
    public final DestinationRuleNodes destinationRules =
            new DestinationRuleNodes(graph, tables, groups, mesh, services);
    public final UpstreamTlsNodes upstreamTls =
            new UpstreamTlsNodes(graph, groups, mesh, services, destinationRules, credentials);
    public final PeerNodes peers;
    public final UpstreamNodes upstreams;
    public final EnvoyFilterNodes envoyFilters;
    public final RouteNodes routes;
    public final MisdirectedHosts misdirected;
    public final PortNodes ports;

    /// The upstreams that exist and that something of the group names.
    public final Keys<GroupUpstream> namedUpstreams;

    public final SecretNodes secrets;

    public final LoginSecretNodes loginSecrets;

    private final FindingNodes findings;
    private final RegistryFindingNodes registryFindings;

    public RoutingGraph() {
        this(DeliveryLimits.DEFAULT);
    }

    /// @param limits from which sizes on parts are delivered apart
    public RoutingGraph(DeliveryLimits limits) {
        gateways =
                new GatewayNodes(
                        graph, tables, groups, credentials, mesh, limits.certificatesByNameFrom());
        peers = new PeerNodes(graph, groups, gateways, mesh, services);
        upstreams =
                new UpstreamNodes(
                        graph,
                        groups,
                        mesh,
                        services,
                        destinationRules,
                        upstreamTls,
                        peers,
                        telemetry);
        httpPolicies =
                new HttpPolicyNodes(
                        graph,
                        tables,
                        groups,
                        policies.namespaces,
                        mesh::of,
                        services,
                        (e, upstream) -> e.get(upstreams.upstream, upstream));
        envoyFilters = new EnvoyFilterNodes(graph, tables, groups, gateways, mesh, upstreams);
        routes =
                new RouteNodes(
                        graph,
                        tables,
                        gateways,
                        services,
                        upstreams,
                        mesh,
                        destinationRules,
                        envoyFilters,
                        httpPolicies,
                        limits);
        misdirected = new MisdirectedHosts(graph, gateways, routes);
        ports =
                new PortNodes(
                        graph,
                        tables,
                        groups,
                        gateways,
                        mesh,
                        services,
                        destinationRules,
                        upstreams,
                        routes,
                        policies,
                        httpPolicies,
                        telemetry);
        namedUpstreams =
                graph.union(List.of(routes.upstreams, ports.upstreams, envoyFilters.upstreams));
        secrets = new SecretNodes(graph, credentials, gateways, upstreamTls, namedUpstreams);
        loginSecrets =
                new LoginSecretNodes(graph, tables, routes.routeTables.allHosts, routes.hostRoutes);
        findings =
                new FindingNodes(
                        graph,
                        tables,
                        gateways,
                        ports,
                        routes,
                        services,
                        destinationRules,
                        upstreamTls,
                        mesh,
                        policies,
                        telemetry);
        registryFindings = new RegistryFindingNodes(graph, tables, services);
    }

    /// What is to be said about one object as of now, for which no other is looked at that it has
    /// nothing to do with.
    public List<Finding> findings(ObjectKey key) {
        return findings().stream()
                .flatMap(output -> output.value(key).stream())
                .flatMap(List::stream)
                .toList();
    }

    /// What is to be said about each object; an empty list when there is nothing any more.
    public List<Output<ObjectKey, List<Finding>>> findings() {
        return Stream.of(
                        findings.outputs(),
                        registryFindings.outputs(),
                        List.of(httpPolicies.findings))
                .flatMap(List::stream)
                .toList();
    }
}
