// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.VirtualService;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.Precedence;
import io.gatehouse.engine.VisibleHost;
import io.gatehouse.engine.core.ServiceHost;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.core.Visibility;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.routing.PolicyStage;
import io.gatehouse.routing.ProgramSteps;
import io.gatehouse.routing.ServerChain;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// From `tcp` and `tls` rules of VirtualServices to what becomes of a server's connections.
final class ConnectionNodes {
    /// Of servers that are not HTTP, by the precedence of the VirtualServices.
    final Derivation<GroupServer, List<ConnectionRoute>> routes;

    /// Of servers of kind [ServerKind#AUTO_PASSTHROUGH].
    final Derivation<GroupServer, List<ServerChain>> autoPassthrough;

    private final ConfigTables tables;
    private final GatewayNodes gateways;
    private final MeshNodes mesh;
    private final ServiceNodes services;
    private final DestinationRuleNodes destinationRules;
    private final PolicyNodes policies;
    private final TelemetryNodes telemetry;
    private final Index<ObjectKey, GroupGateway> virtualServicesOfGateway;
    private final Index<ObjectKey, Boolean> allServices;

    ConnectionNodes(
            IncrementalGraph graph,
            ConfigTables tables,
            GatewayNodes gateways,
            MeshNodes mesh,
            ServiceNodes services,
            DestinationRuleNodes destinationRules,
            PolicyNodes policies,
            TelemetryNodes telemetry) {
        this.tables = tables;
        this.gateways = gateways;
        this.mesh = mesh;
        this.services = services;
        this.destinationRules = destinationRules;
        this.policies = policies;
        this.telemetry = telemetry;
        virtualServicesOfGateway =
                graph.index(
                        "virtual services with connection rules of gateway",
                        tables.virtualServices,
                        this::gatewaysOf);
        allServices = graph.index("all services", tables.services, (_, _) -> Set.of(true));
        routes = graph.derivation("connection routes", this::routes);
        autoPassthrough = graph.derivation("automatic passthrough", this::autoPassthrough);
    }

    private Set<GroupGateway> gatewaysOf(Evaluation e, ObjectKey key) {
        VirtualService virtualService = e.read(tables.virtualServices, key).orElseThrow();
        if (virtualService.spec().tcp().isEmpty() && virtualService.spec().tls().isEmpty()) {
            return Set.of();
        }
        return virtualService.spec().gateways().stream()
                .flatMap(name -> GatewayNames.resolve(name, key.namespace()).stream())
                .flatMap(gateway ->
                        e.get(gateways.selectedGroups, gateway).stream()
                                .filter(group -> exported(e, virtualService, group))
                                .map(group -> new GroupGateway(group, gateway)))
                .collect(Collectors.toSet());
    }

    private boolean exported(Evaluation e, VirtualService virtualService, String group) {
        return Visibility.of(mesh.of(e), virtualService)
                .includes(gateways.group(e, group).namespace());
    }

    private List<ConnectionRoute> routes(Evaluation e, GroupServer key) {
        PlannedServer server = server(e, key);
        ForwardingReader forwarding =
                forwarding(
                        e,
                        key.group(),
                        policies.connectionStages(e, key.group()),
                        policies.extensions.steps(e, key.group(), Set.of(server.servicePort())));
        Function<VirtualService, List<ConnectionRoute>> translator =
                server.kind() == ServerKind.PASSTHROUGH
                        ? new TlsRouteTranslator(new ConnectionServer(server), forwarding)
                                ::translate
                        : virtualService ->
                                new TcpRouteTranslator(new ConnectionServer(server), forwarding)
                                        .translate(virtualService).stream().toList();
        return e
                .members(virtualServicesOfGateway, new GroupGateway(key.group(), key.gateway()))
                .stream()
                .flatMap(name -> e.read(tables.virtualServices, name).stream())
                .sorted(Precedence.OLDEST_FIRST)
                .flatMap(virtualService -> translator.apply(virtualService).stream())
                .toList();
    }

    /// What is only handed on within the mesh meets no policy, as in Istio.
    private List<ServerChain> autoPassthrough(Evaluation e, GroupServer key) {
        AutoPassthrough passthrough =
                new AutoPassthrough(
                        server(e, key),
                        host -> destinationRules.subsets(e, key.group(), host),
                        forwarding(e, key.group(), Set.of(), ProgramSteps.NONE));
        return Stream.concat(
                        e.members(allServices, true).stream().map(ServiceHost::of),
                        services.namesOfEntries(e).stream())
                .distinct()
                .filter(passthrough::offers)
                .flatMap(host ->
                        e.get(services.backend, new VisibleHost(key.group(), host)).stream())
                .filter(backend -> !backend.external())
                .flatMap(backend -> passthrough.chains(backend).stream())
                .toList();
    }

    /// The servers of the Gateways that the VirtualService names, of groups that may see it.
    List<GroupServer> serversOf(Evaluation e, VirtualService virtualService) {
        return virtualService.spec().gateways().stream()
                .flatMap(name ->
                        GatewayNames.resolve(name, virtualService.metadata().namespace()).stream())
                .distinct()
                .flatMap(gateway ->
                        e.get(gateways.selectedGroups, gateway).stream()
                                .filter(group -> exported(e, virtualService, group))
                                .map(group -> new GroupGateway(group, gateway)))
                .flatMap(key ->
                        gateways.servers(e, key).stream().map(server -> server.of(key.group())))
                .toList();
    }

    PlannedServer server(Evaluation e, GroupServer key) {
        return gateways.servers(e, new GroupGateway(key.group(), key.gateway())).stream()
                .filter(server -> server.index() == key.index())
                .findFirst()
                .orElseThrow();
    }

    private ForwardingReader forwarding(
            Evaluation e, String group, Set<PolicyStage> stages, ProgramSteps programs) {
        return new ForwardingReader(
                (virtualService, port) ->
                        new DestinationResolution(
                                virtualService.metadata().namespace(),
                                port,
                                host -> e.get(services.backend, new VisibleHost(group, host))),
                name -> e.get(destinationRules.policy, new GroupUpstream(group, name.toString())),
                name ->
                        DynamicDestination.of(
                                e, services, new GroupUpstream(group, name.toString())),
                EdgeReader.of(mesh.of(e), gateways.group(e, group)).idleTimeout(),
                stages,
                programs,
                e.get(telemetry.telemetry, group).connections());
    }
}
