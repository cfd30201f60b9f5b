// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.core.Pod;
import io.gatehouse.config.core.PodSpec;
import io.gatehouse.config.core.Service;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.GroupSecret;
import io.gatehouse.engine.GroupTable;
import io.gatehouse.engine.MaterialRef;
import io.gatehouse.engine.Precedence;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Entries;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.engine.graph.Table;
import io.gatehouse.engine.istio.ServerPlan.PlannedPort;
import io.gatehouse.routing.TlsTermination;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
    private static final PlannedPort NOWHERE = new PlannedPort("", 0, List.of());

    /// The route tables that some server names.
    public final Index<ObjectKey, GroupTable> routeTables;

    /// What servers need for TLS.
    final Index<ObjectKey, GroupSecret> secrets;

    private final Derivation<GroupGateway, GatewayServers> written;

    /// The groups that a Gateway selects.
    final Derivation<ObjectKey, SortedSet<String>> selectedGroups;

    final Derivation<String, ServerPlan> plan;

    final CredentialNodes credentials;

    private final Derivation<String, Map<GroupTable, PlannedPort>> tablesOfPlan;
    private final Entries<GroupTable, PlannedPort> sharing;
    private final Entries<GroupTable, TableFacts> tableFacts;
    private final Entries<GroupGateway, List<PlannedServer>> serversOfGateway;
    private final Entries<GroupGateway, List<Finding>> findingsOfGateway;
    private final TlsTerminationReader terminations;
    private final ConfigTables tables;
    private final Table<String, ProxyGroup> groups;
    private final Index<String, Boolean> allGroups;
    private final Index<ObjectKey, String> gatewaysOfGroup;
    private final Index<ObjectKey, String> servicesOfGroup;
    private final Index<ObjectKey, String> podsOfGroup;
    private final int sharedTlsFrom;

    public GatewayNodes(
            IncrementalGraph graph,
            ConfigTables tables,
            Table<String, ProxyGroup> groups,
            CredentialNodes credentials,
            MeshNodes mesh,
            int sharedTlsFrom) {
        this.tables = tables;
        this.sharedTlsFrom = sharedTlsFrom;
        this.groups = groups;
        this.credentials = credentials;
        terminations = new TlsTerminationReader(credentials, mesh);
        allGroups = graph.index("groups", groups, (_, _) -> Set.of(true));
        selectedGroups = graph.derivation("groups of gateway", this::selectedGroups);
        gatewaysOfGroup =
                graph.index(
                        "gateways of group",
                        tables.gateways,
                        (e, key) -> e.get(selectedGroups, key));
        servicesOfGroup = graph.index("services of group", tables.services, this::groupsOfService);
        podsOfGroup = graph.index("pods of group", tables.pods, this::groupsOfPod);
        written = graph.derivation("servers as written", this::written);
        plan = graph.derivation("server plan", this::plan);
        serversOfGateway =
                graph.entries(
                        "servers by gateway",
                        groups,
                        (e, name) -> e.get(plan, name).serversByGateway(name));
        findingsOfGateway =
                graph.entries(
                        "plan findings by gateway",
                        groups,
                        (e, name) -> e.get(plan, name).findingsByGateway(name));
        tablesOfPlan =
                graph.derivation("tables of plan", (e, name) -> e.get(plan, name).tables(name));
        sharing = graph.entries("servers by table", groups, (e, name) -> e.get(tablesOfPlan, name));
        tableFacts = graph.entries("facts by table", groups, this::factsOfTables);
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

    private ServerPlan plan(Evaluation e, String name) {
        List<GatewayServers> oldestFirst =
                e.members(gatewaysOfGroup, name).stream()
                        .flatMap(key -> e.read(tables.gateways, key).stream())
                        .sorted(Precedence.OLDEST_FIRST)
                        .map(gateway -> e.get(written, new GroupGateway(name, gateway.key())))
                        .toList();
        return ServerMerge.merge(oldestFirst, sharedTlsFrom);
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
        return e.get(tablesOfPlan, group).keySet().stream().map(GroupTable::table);
    }

    private Map<GroupTable, TableFacts> factsOfTables(Evaluation e, String group) {
        return e.get(tablesOfPlan, group).entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, table -> TableFacts.of(table.getValue())));
    }

    /// The servers of one Gateway that made it into the group's plan.
    List<PlannedServer> servers(Evaluation e, GroupGateway gateway) {
        return e.read(serversOfGateway, gateway).orElse(List.of());
    }

    /// What had to give way of one Gateway.
    List<Finding> findings(Evaluation e, GroupGateway gateway) {
        return e.read(findingsOfGateway, gateway).orElse(List.of());
    }

    /// The servers that share a route table, at their port.
    PlannedPort sharing(Evaluation e, GroupTable table) {
        return e.read(sharing, table).orElse(NOWHERE);
    }

    TableFacts facts(Evaluation e, GroupTable table) {
        return e.read(tableFacts, table).orElse(TableFacts.NONE);
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
