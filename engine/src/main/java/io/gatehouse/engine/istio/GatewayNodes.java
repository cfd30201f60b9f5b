// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.core.Pod;
import io.gatehouse.config.core.PodSpec;
import io.gatehouse.config.core.Service;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.GroupPort;
import io.gatehouse.engine.GroupSecret;
import io.gatehouse.engine.GroupTable;
import io.gatehouse.engine.MaterialRef;
import io.gatehouse.engine.Precedence;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.engine.graph.Table;
import io.gatehouse.engine.istio.GatewayServers.Placed;
import io.gatehouse.routing.TlsTermination;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// From Gateways to what each group's proxies listen on.
public final class GatewayNodes {
    /// The route tables that some server names.
    public final Index<ObjectKey, GroupTable> routeTables;

    /// What servers need for TLS.
    final Index<ObjectKey, GroupSecret> secrets;

    /// The groups that a Gateway selects.
    final Derivation<ObjectKey, SortedSet<String>> selectedGroups;

    final CredentialNodes credentials;

    private final PlanNodes plan;
    private final TlsTerminationReader terminations;
    private final ConfigTables tables;
    private final Table<String, ProxyGroup> groups;
    private final Index<String, Boolean> allGroups;
    private final Index<ObjectKey, String> servicesOfGroup;
    private final Index<ObjectKey, String> podsOfGroup;

    public GatewayNodes(
            IncrementalGraph graph,
            ConfigTables tables,
            Table<String, ProxyGroup> groups,
            CredentialNodes credentials,
            MeshNodes mesh,
            int sharedTlsFrom) {
        this.tables = tables;
        this.groups = groups;
        this.credentials = credentials;
        terminations = new TlsTerminationReader(credentials, mesh);
        allGroups = graph.index("groups", groups, (_, _) -> Set.of(true));
        selectedGroups = graph.derivation("groups of gateway", this::selectedGroups);
        servicesOfGroup = graph.index("services of group", tables.services, this::groupsOfService);
        podsOfGroup = graph.index("pods of group", tables.pods, this::groupsOfPod);
        plan =
                new PlanNodes(
                        graph,
                        tables,
                        groups,
                        selectedGroups,
                        graph.derivation("servers as written", this::written),
                        sharedTlsFrom);
        routeTables = graph.index("tables", tables.gateways, this::routeTables);
        secrets = graph.index("secrets of servers", tables.gateways, this::secrets);
    }

    ProxyGroup group(Evaluation e, String name) {
        return e.read(groups, name).orElseThrow();
    }

    private SortedSet<String> selectedGroups(Evaluation e, ObjectKey key) {
        return e.read(tables.gateways, key)
                .map(gateway -> groupsWhere(e, group -> group.matches(gateway.spec().selector())))
                .orElseGet(TreeSet::new);
    }

    /// A Service belongs to a group when it selects its pods: same namespace, and a selector that
    /// they match.
    private Set<String> groupsOfService(Evaluation e, ObjectKey key) {
        Service service = e.read(tables.services, key).orElseThrow();
        return groupsWhere(
                e,
                group ->
                        group.namespace().equals(key.namespace())
                                && !service.spec().selector().isEmpty()
                                && group.matches(service.spec().selector()));
    }

    SortedSet<String> groupsWhere(Evaluation e, Function<ProxyGroup, Boolean> condition) {
        return e.members(allGroups, true).stream()
                .filter(name -> condition.apply(group(e, name)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private GatewayServers written(Evaluation e, GroupGateway key) {
        ProxyGroup group = group(e, key.group());
        return GatewayServers.of(
                group,
                e.read(tables.gateways, key.gateway()).orElseThrow(),
                new PortResolution(
                        group.namespace(),
                        services(e, key.group()),
                        port -> containerPort(e, key.group(), port)));
    }

    /// Those that select the group's pods.
    List<Service> services(Evaluation e, String group) {
        return e.members(servicesOfGroup, group).stream()
                .flatMap(key -> e.read(tables.services, key).stream())
                .sorted(Precedence.OLDEST_FIRST)
                .toList();
    }

    /// Of the workload's pods, whichever tells.
    private Optional<Integer> containerPort(Evaluation e, String group, String name) {
        return e.members(podsOfGroup, group).stream()
                .flatMap(key -> e.read(tables.pods, key).stream())
                .flatMap(pod -> pod.spec().containers().stream())
                .flatMap(container -> container.ports().stream())
                .filter(port -> port.name().equals(name))
                .map(PodSpec.ContainerPort::containerPort)
                .findFirst();
    }

    private Set<String> groupsOfPod(Evaluation e, ObjectKey key) {
        Pod pod = e.read(tables.pods, key).orElseThrow();
        return groupsWhere(
                e,
                group ->
                        group.namespace().equals(key.namespace())
                                && pod.metadata()
                                        .labels()
                                        .entrySet()
                                        .containsAll(group.labels().entrySet()));
    }

    private boolean serves(Evaluation e, String group, PlannedServer server) {
        return server.kind() == ServerKind.HTTP
                || (server.kind() == ServerKind.HTTPS && termination(e, group, server).isPresent());
    }

    private Set<GroupTable> routeTables(Evaluation e, ObjectKey gateway) {
        Set<GroupTable> found = new LinkedHashSet<>();
        forEachServer(
                e,
                gateway,
                (group, server) -> {
                    if (serves(e, group, server)) {
                        found.add(server.tableKey(group));
                    }
                });
        return found;
    }

    /// Of all route tables of a group.
    public Stream<String> tableNames(Evaluation e, String group) {
        return ofGroup(e, group).stream().map(ServerTraits::table).distinct();
    }

    /// Where servers listen to which Gateways give that number.
    public Stream<Integer> podPorts(Evaluation e, String group, int number) {
        return ofGroup(e, group).stream()
                .filter(server -> server.servicePort() == number)
                .map(server -> server.port().port());
    }

    /// The servers of one Gateway that made it into the group's plan.
    List<PlannedServer> servers(Evaluation e, GroupGateway gateway) {
        return e.get(plan.plan, gateway).servers().stream().map(Placed::server).toList();
    }

    /// Those at a port.
    Stream<PlannedServer> servers(Evaluation e, GroupPort port, ObjectKey gateway) {
        return e.get(plan.plan, new GroupGateway(port.group(), gateway)).servers().stream()
                .filter(placed -> placed.at(port.group()).equals(port))
                .map(Placed::server);
    }

    /// What had to give way of one Gateway.
    List<Finding> findings(Evaluation e, GroupGateway gateway) {
        return e.get(plan.plan, gateway).findings();
    }

    /// What servers a group has.
    SortedSet<ServerTraits> ofGroup(Evaluation e, String group) {
        return e.members(plan.traitsOfGroup, group);
    }

    SortedSet<ServerTraits> ofPort(Evaluation e, GroupPort port) {
        return e.members(plan.traitsOfPort, port);
    }

    /// What servers share a route table.
    SortedSet<ServerTraits> ofTable(Evaluation e, GroupTable table) {
        return e.members(plan.traitsOfTable, table);
    }

    /// The port of a route table; a table is of one port.
    Optional<GroupPort> port(Evaluation e, GroupTable table) {
        return ofTable(e, table).stream().findFirst().map(ServerTraits::port);
    }

    /// The Gateways with such servers, the oldest first. It changes with each of them.
    List<ObjectKey> gateways(Evaluation e, Collection<ServerTraits> having) {
        return plan.gateways(e, having);
    }

    TableFacts facts(Evaluation e, GroupTable table) {
        return plan.facts(e, table);
    }

    /// With its group.
    void forEachServer(Evaluation e, ObjectKey gateway, BiConsumer<String, PlannedServer> action) {
        for (String group : e.get(selectedGroups, gateway)) {
            servers(e, new GroupGateway(group, gateway))
                    .forEach(server -> action.accept(group, server));
        }
    }

    /// Absent if it cannot serve; why is told by [GatewayFindings].
    Optional<TlsTermination> termination(Evaluation e, String group, PlannedServer server) {
        if (!mayHaveSecrets(e, group, server)) {
            return Optional.empty();
        }
        List<String> protocols =
                server.kind().http() ? ServerPortTranslator.HTTP_PROTOCOLS : List.of();
        return terminations
                .read(e, group(e, group).namespace(), server, protocols)
                .map(tls -> server.shared() ? tls.byServerName() : tls);
    }

    /// Certificates in files are the proxy's own.
    boolean mayHaveSecrets(Evaluation e, String group, PlannedServer server) {
        return group(e, group).known()
                || server.tls()
                        .filter(tls ->
                                !tls.serverCertificate().isEmpty()
                                        || !tls.tlsCertificates().isEmpty())
                        .isPresent();
    }

    ServerCredentials credentialsOf(Evaluation e, String group, PlannedServer server) {
        return terminations.credentials(e, group(e, group).namespace(), server);
    }

    private Set<GroupSecret> secrets(Evaluation e, ObjectKey gateway) {
        Set<GroupSecret> found = new LinkedHashSet<>();
        forEachServer(
                e,
                gateway,
                (group, server) -> {
                    if (mayHaveSecrets(e, group, server)) {
                        secrets(e, group, server).forEach(found::add);
                    }
                });
        return found;
    }

    private Stream<GroupSecret> secrets(Evaluation e, String group, PlannedServer server) {
        ServerCredentials credentials = credentialsOf(e, group, server);
        if (!credentials.suffice()) {
            return Stream.empty();
        }
        Stream<MaterialRef> found =
                credentials.all().flatMap(need -> need.credential().found().stream());
        return server.shared()
                ? found.flatMap(material -> server.names().stream().map(material::named))
                        .map(material ->
                                new GroupSecret(group, material, Optional.of(server.routeTable())))
                : found.map(material -> new GroupSecret(group, material));
    }
}
