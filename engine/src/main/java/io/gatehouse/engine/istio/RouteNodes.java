// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.VirtualService;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.engine.GroupHost;
import io.gatehouse.engine.GroupTable;
import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.VisibleHost;
import io.gatehouse.engine.core.ServiceHost;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.core.Visibility;
import io.gatehouse.engine.gatehouse.HttpPolicyNodes;
import io.gatehouse.engine.gatehouse.PolicyPlace;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.routing.HostRoutes;
import io.gatehouse.routing.Mirroring;
import io.gatehouse.routing.MisdirectedRequests;
import io.gatehouse.routing.RouteRule;
import io.gatehouse.routing.RouteTarget;
import io.gatehouse.routing.UpstreamHeaders;
import io.gatehouse.routing.WeightedUpstream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// From VirtualServices to route tables, host by host, and to the upstreams that the routes name.
public final class RouteNodes {
    public final Derivation<GroupHost, HostRoutes> hostRoutes;

    public final RouteTableNodes routeTables;

    /// The upstreams that exist and that some route of the group names.
    public final Index<GroupHost, GroupUpstream> upstreams;

    /// Where a VirtualService serves; empty if nowhere.
    final Derivation<ObjectKey, List<Binding>> bindings;

    final Derivation<RuleContext, List<RouteRule>> rules;

    final DelegateNodes delegates;

    private final Derivation<GroupTable, Map<ObjectKey, Integer>> gatewayOrder;
    private final Derivation<String, UpstreamHeaders> upstreamHeaders;
    private final ConfigTables tables;
    private final GatewayNodes gateways;
    private final ServiceNodes services;
    private final UpstreamNodes upstreamNodes;
    private final MeshNodes mesh;
    private final DestinationRuleNodes destinationRules;
    private final HttpPolicyNodes httpPolicies;
    private final Index<ObjectKey, GroupHost> virtualServicesOfHost;
    private final Index<ObjectKey, GroupHost> redirectedHosts;

    public RouteNodes(
            IncrementalGraph graph,
            ConfigTables tables,
            GatewayNodes gateways,
            ServiceNodes services,
            UpstreamNodes upstreamNodes,
            MeshNodes mesh,
            DestinationRuleNodes destinationRules,
            EnvoyFilterNodes envoyFilters,
            HttpPolicyNodes httpPolicies,
            DeliveryLimits limits) {
        this.tables = tables;
        this.gateways = gateways;
        this.services = services;
        this.upstreamNodes = upstreamNodes;
        this.mesh = mesh;
        this.destinationRules = destinationRules;
        this.httpPolicies = httpPolicies;
        delegates = new DelegateNodes(graph, tables, mesh);
        rules = graph.derivation("rules", this::rules);
        bindings = graph.derivation("bindings", this::bindings);
        virtualServicesOfHost =
                graph.index("hosts of virtual service", tables.virtualServices, this::hosts);
        redirectedHosts = graph.index("redirected hosts", tables.gateways, this::redirectedHosts);
        routeTables =
                new RouteTableNodes(
                        graph,
                        virtualServicesOfHost,
                        redirectedHosts,
                        gateways,
                        envoyFilters.reshaped,
                        limits);
        gatewayOrder = graph.derivation("order of gateways", this::gatewayOrder);
        upstreamHeaders =
                graph.derivation(
                        "headers to upstreams",
                        (e, group) ->
                                EdgeReader.of(mesh.of(e), gateways.group(e, group))
                                        .upstreamHeaders());
        hostRoutes = graph.derivation("host routes", this::hostRoutes);
        upstreams = graph.index("upstreams of host", virtualServicesOfHost, this::upstreams);
    }

    private List<Binding> bindings(Evaluation e, ObjectKey key) {
        Optional<VirtualService> found = e.read(tables.virtualServices, key);
        if (found.isEmpty()) {
            return List.of();
        }
        VirtualService virtualService = found.get();
        List<Binding> bindings = new ArrayList<>();
        for (String name : virtualService.spec().gateways()) {
            Optional<ObjectKey> gateway = GatewayNames.resolve(name, key.namespace());
            gateway.ifPresent(g ->
                    e.get(gateways.selectedGroups, g)
                            .forEach(group -> bind(e, virtualService, g, group, bindings)));
        }
        return bindings;
    }

    private void bind(
            Evaluation e,
            VirtualService virtualService,
            ObjectKey gateway,
            String group,
            List<Binding> bindings) {
        String namespace = virtualService.metadata().namespace();
        if (!Visibility.of(mesh.of(e), virtualService)
                .includes(gateways.group(e, group).namespace())) {
            return;
        }
        for (PlannedServer server : gateways.servers(e, new GroupGateway(group, gateway))) {
            if (!server.kind().http()) {
                continue;
            }
            RuleContext context =
                    new RuleContext(
                            virtualService.key(),
                            group,
                            gateway,
                            server.servicePort(),
                            server.tls().isPresent());
            server.hosts().stream()
                    .filter(host -> host.admits(namespace))
                    .flatMap(host ->
                            virtualServiceHosts(virtualService)
                                    .flatMap(own -> Hostname.intersect(host.dns(), own).stream()))
                    .distinct()
                    .map(domain -> new GroupHost(group, server.routeTable(), domain))
                    .forEach(host ->
                            bindings.add(
                                    new Binding(
                                            host,
                                            context,
                                            server.httpsRedirect(),
                                            server.shared() ? server.names() : List.of())));
        }
    }

    static Stream<String> virtualServiceHosts(VirtualService virtualService) {
        return virtualService.spec().hosts().stream()
                .map(host ->
                        ServiceHost.qualify(
                                Hostname.normal(host), virtualService.metadata().namespace()));
    }

    /// A VirtualService without a rule for a server leaves the host to others, a wildcard's say.
    private Set<GroupHost> hosts(Evaluation e, ObjectKey key) {
        return e.get(bindings, key).stream()
                .filter(binding -> !e.get(rules, binding.rules()).isEmpty())
                .map(Binding::host)
                .collect(Collectors.toSet());
    }

    private List<RouteRule> rules(Evaluation e, RuleContext context) {
        String group = context.group();
        ForwardReader forwards =
                new ForwardReader(
                        destinations(
                                e,
                                context.virtualService().namespace(),
                                group,
                                context.servicePort()),
                        upstream ->
                                e.get(destinationRules.policy, new GroupUpstream(group, upstream)),
                        mesh.of(e).defaultHttpRetryPolicy());
        return new VirtualServiceTranslator(
                        e.get(delegates.rules, context.virtualService()),
                        context,
                        gateways.group(e, group),
                        forwards,
                        rule ->
                                httpPolicies.of(
                                        e,
                                        new PolicyPlace(
                                                group,
                                                context.gateway(),
                                                context.virtualService(),
                                                rule.owner(),
                                                rule.route().name())))
                .rules().stream()
                        .map(rule -> new RequestedHosts(services, group).guard(e, rule))
                        .toList();
    }

    DestinationResolution destinations(
            Evaluation e, String namespace, String group, int serverPort) {
        return new DestinationResolution(
                namespace,
                serverPort,
                host -> e.get(services.backend, new VisibleHost(group, host)));
    }

    private Set<GroupHost> redirectedHosts(Evaluation e, ObjectKey gateway) {
        Set<GroupHost> found = new LinkedHashSet<>();
        gateways.forEachServer(
                e,
                gateway,
                (group, server) -> {
                    if (server.httpsRedirect()) {
                        server.hosts().stream()
                                .map(host -> new GroupHost(group, server.routeTable(), host.dns()))
                                .forEach(found::add);
                    }
                });
        return found;
    }

    private HostRoutes hostRoutes(Evaluation e, GroupHost host) {
        GroupTable table = host.tableKey();
        List<VirtualService> inOrder =
                RuleOrder.of(
                        gateways.group(e, host.group()).namespace(),
                        mesh.of(e),
                        e.members(virtualServicesOfHost, host).stream()
                                .flatMap(key -> e.read(tables.virtualServices, key).stream())
                                .toList());
        List<List<Binding>> here =
                inOrder.stream()
                        .map(virtualService ->
                                e.get(bindings, virtualService.key()).stream()
                                        .filter(binding -> binding.host().equals(host))
                                        .toList())
                        .toList();
        // An equal rule that comes later is never reached.
        Set<RouteRule> rules = new LinkedHashSet<>();
        for (ObjectKey gateway : inOrder(e, table, here)) {
            for (List<Binding> ofOne : here) {
                ofOne.stream()
                        .filter(binding -> binding.gateway().equals(gateway))
                        .map(binding -> e.get(this.rules, binding.rules()))
                        .filter(found -> !found.isEmpty())
                        .findFirst()
                        .ifPresent(rules::addAll);
            }
        }
        boolean httpsOnly =
                !e.members(redirectedHosts, host).isEmpty()
                        || here.stream().flatMap(List::stream).anyMatch(Binding::httpsRedirect);
        return new HostRoutes(
                host.domain() + ":" + gateways.facts(e, table).servicePort(),
                List.of(host.domain()),
                onOwnConnections(here, RuleOrder.catchAllsLast(rules)),
                httpsOnly,
                e.get(upstreamHeaders, host.group()));
    }

    private static List<RouteRule> onOwnConnections(
            List<List<Binding>> here, List<RouteRule> rules) {
        List<String> serverNames =
                here.stream()
                        .flatMap(List::stream)
                        .flatMap(binding -> binding.serverNames().stream())
                        .distinct()
                        .sorted()
                        .toList();
        return serverNames.isEmpty()
                ? rules
                : Stream.concat(Stream.of(MisdirectedRequests.notFor(serverNames)), rules.stream())
                        .toList();
    }

    /// The order of a table's Gateways is looked at only where there are several to be ordered: it
    /// changes with each of them.
    private List<ObjectKey> inOrder(Evaluation e, GroupTable table, List<List<Binding>> here) {
        List<ObjectKey> tried =
                here.stream().flatMap(List::stream).map(Binding::gateway).distinct().toList();
        return tried.size() < 2
                ? tried
                : tried.stream()
                        .sorted(Comparator.comparing(e.get(gatewayOrder, table)::get))
                        .toList();
    }

    /// Whether its table has that host.
    public boolean exists(Evaluation e, GroupHost host) {
        return hasRules(e, host) || !e.members(redirectedHosts, host).isEmpty();
    }

    /// Whether some VirtualService has rules for the host.
    boolean hasRules(Evaluation e, GroupHost host) {
        return !e.members(virtualServicesOfHost, host).isEmpty();
    }

    /// The places of the Gateways whose servers share a table in the order in which their rules are
    /// tried.
    private Map<ObjectKey, Integer> gatewayOrder(Evaluation e, GroupTable table) {
        Map<ObjectKey, Integer> order = new LinkedHashMap<>();
        gateways.gateways(e, gateways.ofTable(e, table))
                .forEach(gateway -> order.put(gateway, order.size()));
        return order;
    }

    private Set<GroupUpstream> upstreams(Evaluation e, GroupHost host) {
        Set<GroupUpstream> named = new LinkedHashSet<>();
        for (RouteRule rule : e.get(hostRoutes, host).rules()) {
            rule.policyFeatures().stream()
                    .flatMap(feature -> feature.upstreams().stream())
                    .map(name -> new GroupUpstream(host.group(), name))
                    .filter(upstream -> e.get(upstreamNodes.upstream, upstream).isPresent())
                    .forEach(named::add);
            if (rule.target() instanceof RouteTarget.Forward forward) {
                Stream.concat(
                                forward.upstreams().stream().map(WeightedUpstream::upstream),
                                forward.mirrors().stream().map(Mirroring::upstream))
                        .map(name -> new GroupUpstream(host.group(), name))
                        .filter(upstream -> e.get(upstreamNodes.upstream, upstream).isPresent())
                        .forEach(named::add);
            }
        }
        return named;
    }
}
