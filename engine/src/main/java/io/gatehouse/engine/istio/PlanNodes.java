// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.Gateway;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.GroupPort;
import io.gatehouse.engine.GroupTable;
import io.gatehouse.engine.Precedence;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Entries;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.engine.graph.Table;
import io.gatehouse.engine.istio.GatewayServers.Placed;
import io.gatehouse.engine.istio.PortSpeech.Language;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Which servers of which Gateways a group's proxies run. A Gateway is planned by itself, and meets
/// others only where they ask for the same host, or would have a port speak something else; what
/// ports and tables must know of all their servers is in indexes. So one more Gateway costs what it
/// touches.
final class PlanNodes {
    /// Of servers that are planned.
    final Index<ObjectKey, ServerTraits> traits;

    final Index<ServerTraits, GroupPort> traitsOfPort;
    final Index<ServerTraits, GroupTable> traitsOfTable;
    final Index<ServerTraits, String> traitsOfGroup;

    /// What one Gateway comes to.
    final Derivation<GroupGateway, GatewayPlan> plan;

    private final ConfigTables tables;
    private final Derivation<GroupGateway, GatewayServers> written;
    private final Derivation<ObjectKey, SortedSet<String>> selectedGroups;
    private final Index<ObjectKey, PortSpeech> speech;
    private final Index<ObjectKey, PortHost> claims;
    private final Entries<GroupPort, PortLead> leads;
    private final Derivation<PortHost, PlannedServer> owner;
    private final Derivation<GroupGateway, GatewayPlan> merged;
    private final Index<ObjectKey, ShareSlot> slots;
    private final Index<ShareSlot, String> candidates;
    private final Index<String, GroupPort> sharedPort;
    private final Entries<GroupTable, TableFacts> facts;
    private final int sharedFrom;

    /// @param sharedFrom how many servers share a chain at least
    PlanNodes(
            IncrementalGraph graph,
            ConfigTables tables,
            Table<String, ProxyGroup> groups,
            Derivation<ObjectKey, SortedSet<String>> selectedGroups,
            Derivation<GroupGateway, GatewayServers> written,
            int sharedFrom) {
        this.tables = tables;
        this.selectedGroups = selectedGroups;
        this.written = written;
        this.sharedFrom = sharedFrom;
        speech = graph.index("speech of ports", tables.gateways, this::speech);
        Index<PortSpeech, GroupPort> spoken =
                graph.index("ports that speak", speech, (_, said) -> Set.of(said.port()));
        leads =
                graph.entries(
                        "leads of ports",
                        spoken,
                        (e, port) ->
                                e.hasMembers(spoken, port, 2)
                                        ? Map.of(port, lead(e, port))
                                        : Map.<GroupPort, PortLead>of());
        claims = graph.index("hosts with TLS", tables.gateways, this::claims);
        owner = graph.derivation("owner of host", this::owner);
        merged = graph.derivation("plan by itself", this::merged);
        slots = graph.index("servers that may share", tables.gateways, this::slots);
        candidates = graph.index("ports that may share", slots, PlanNodes::candidates);
        sharedPort = graph.index("shared port", groups, this::sharedPort);
        plan = graph.derivation("plan of gateway", this::plan);
        traits = graph.index("traits of servers", tables.gateways, this::traits);
        traitsOfPort = graph.index("traits of port", traits, (_, t) -> Set.of(t.port()));
        traitsOfTable = graph.index("traits of table", traits, (_, t) -> Set.of(t.tableKey()));
        traitsOfGroup = graph.index("traits of group", traits, (_, t) -> Set.of(t.port().group()));
        facts =
                graph.entries(
                        "facts by table",
                        traitsOfTable,
                        (e, table) -> Map.of(table, factsOf(e, table)));
    }

    TableFacts facts(Evaluation e, GroupTable table) {
        return e.read(facts, table).orElse(TableFacts.NONE);
    }

    /// Those with such servers, the oldest first.
    List<ObjectKey> gateways(Evaluation e, Collection<ServerTraits> having) {
        Set<ObjectKey> keys = new LinkedHashSet<>();
        having.forEach(one -> keys.addAll(e.members(traits, one)));
        return inOrder(e, keys);
    }

    private List<ObjectKey> inOrder(Evaluation e, Collection<ObjectKey> keys) {
        return keys.stream()
                .flatMap(key -> e.read(tables.gateways, key).stream())
                .sorted(Precedence.OLDEST_FIRST)
                .map(Gateway::key)
                .toList();
    }

    private void forEachWritten(
            Evaluation e, ObjectKey gateway, BiConsumer<GroupPort, PlannedServer> action) {
        for (String group : e.get(selectedGroups, gateway)) {
            e.get(written, new GroupGateway(group, gateway))
                    .servers()
                    .forEach(placed -> action.accept(placed.at(group), placed.server()));
        }
    }

    private Set<PortSpeech> speech(Evaluation e, ObjectKey gateway) {
        Set<PortSpeech> said = new LinkedHashSet<>();
        forEachWritten(
                e,
                gateway,
                (port, server) -> {
                    if (counts(server)) {
                        said.add(new PortSpeech(port, Language.of(server.kind())));
                    }
                });
        return said;
    }

    /// A server with TLS is there for its hosts.
    private static boolean counts(PlannedServer server) {
        return !server.kind().tls() || !server.hosts().isEmpty();
    }

    private PortLead lead(Evaluation e, GroupPort port) {
        Set<ObjectKey> keys = new LinkedHashSet<>();
        for (Language language : Language.values()) {
            keys.addAll(e.members(speech, new PortSpeech(port, language)));
        }
        List<PlannedServer> servers =
                inOrder(e, keys).stream()
                        .flatMap(key -> writtenAt(e, port, key))
                        .filter(PlanNodes::counts)
                        .toList();
        return new PortLead(
                servers.getFirst(),
                servers.stream().filter(server -> !server.kind().tls()).findFirst());
    }

    private Stream<PlannedServer> writtenAt(Evaluation e, GroupPort port, ObjectKey gateway) {
        return e.get(written, new GroupGateway(port.group(), gateway)).servers().stream()
                .filter(placed -> placed.at(port.group()).equals(port))
                .map(Placed::server);
    }

    private Set<PortHost> claims(Evaluation e, ObjectKey gateway) {
        Set<PortHost> claimed = new LinkedHashSet<>();
        forEachWritten(
                e,
                gateway,
                (port, server) -> {
                    if (server.kind().tls()) {
                        server.hosts().forEach(h -> claimed.add(new PortHost(port, h.dns())));
                    }
                });
        return claimed;
    }

    private PlannedServer owner(Evaluation e, PortHost host) {
        return inOrder(e, e.members(claims, host)).stream()
                .flatMap(gateway -> claiming(e, host, gateway))
                .findFirst()
                .orElseThrow();
    }

    private Stream<PlannedServer> claiming(Evaluation e, PortHost host, ObjectKey gateway) {
        return writtenAt(e, host.port(), gateway)
                .filter(server -> server.kind().tls())
                .filter(server ->
                        server.hosts().stream().anyMatch(one -> one.dns().equals(host.dns())));
    }

    private GatewayPlan merged(Evaluation e, GroupGateway key) {
        if (!e.get(selectedGroups, key.gateway()).contains(key.group())) {
            return GatewayPlan.NONE;
        }
        return ServerMerge.merge(e.get(written, key), new RivalsOf(e, key));
    }

    private final class RivalsOf implements ServerMerge.Rivals {
        private final Evaluation e;
        private final GroupGateway own;

        RivalsOf(Evaluation e, GroupGateway own) {
            this.e = e;
            this.own = own;
        }

        @Override
        public Optional<PortLead> lead(Placed server) {
            return e.read(leads, server.at(own.group()));
        }

        @Override
        public PlannedServer owner(Placed server, ServerHost host) {
            PortHost claimed = new PortHost(server.at(own.group()), host.dns());
            return e.members(claims, claimed).size() > 1
                    ? e.get(owner, claimed)
                    : claiming(e, claimed, own.gateway()).findFirst().orElseThrow();
        }
    }

    private boolean isShareable(Evaluation e, GroupPort port, PlannedServer server) {
        Predicate<String> wildcards = dns -> e.hasMembers(claims, new PortHost(port, dns), 1);
        return SharedTlsChain.isShareable(server, wildcards);
    }

    private Set<ShareSlot> slots(Evaluation e, ObjectKey gateway) {
        Map<GroupPort, Integer> counts = new HashMap<>();
        Set<ShareSlot> taken = new LinkedHashSet<>();
        for (String group : e.get(selectedGroups, gateway)) {
            for (Placed placed : e.get(merged, new GroupGateway(group, gateway)).servers()) {
                GroupPort port = placed.at(group);
                if (counts.getOrDefault(port, 0) < sharedFrom
                        && isShareable(e, port, placed.server())) {
                    taken.add(new ShareSlot(port, counts.merge(port, 1, Integer::sum)));
                }
            }
        }
        return taken;
    }

    private static Set<String> candidates(Evaluation e, ShareSlot slot) {
        return slot.ordinal() == 1 ? Set.of(slot.port().group()) : Set.of();
    }

    /// The first one with that many.
    private Set<GroupPort> sharedPort(Evaluation e, String group) {
        return e.members(candidates, group).stream()
                .map(ShareSlot::port)
                .sorted(Comparator.comparingInt(GroupPort::port).thenComparing(GroupPort::bind))
                .filter(port -> mayShare(e, port))
                .findFirst()
                .map(Set::of)
                .orElse(Set.of());
    }

    private boolean mayShare(Evaluation e, GroupPort port) {
        int servers = 0;
        for (int ordinal = 1; servers < sharedFrom; ordinal++) {
            int more = e.members(slots, new ShareSlot(port, ordinal)).size();
            if (more == 0) {
                return false;
            }
            servers += more;
        }
        return true;
    }

    private GatewayPlan plan(Evaluation e, GroupGateway key) {
        return e.get(merged, key).with(placed -> planned(e, placed.at(key.group()), placed));
    }

    private Placed planned(Evaluation e, GroupPort port, Placed placed) {
        return e.hasMembers(sharedPort, port, 1) && isShareable(e, port, placed.server())
                ? SharedTlsChain.sharing(placed)
                : placed;
    }

    private Set<ServerTraits> traits(Evaluation e, ObjectKey gateway) {
        Set<ServerTraits> all = new LinkedHashSet<>();
        for (String group : e.get(selectedGroups, gateway)) {
            e.get(plan, new GroupGateway(group, gateway))
                    .servers()
                    .forEach(placed -> all.add(ServerTraits.of(group, placed)));
        }
        return all;
    }

    private TableFacts factsOf(Evaluation e, GroupTable table) {
        SortedSet<ServerTraits> all = e.members(traitsOfTable, table);
        List<Integer> numbers =
                new ArrayList<>(all.stream().map(ServerTraits::servicePort).distinct().toList());
        return new TableFacts(
                numbers.size() == 1 ? numbers.getFirst() : firstNumber(e, table, all),
                all.stream().anyMatch(ServerTraits::shared),
                all.stream().filter(one -> one.http3Port().isPresent()).toList());
    }

    private int firstNumber(Evaluation e, GroupTable table, Collection<ServerTraits> all) {
        return gateways(e, all).stream()
                .flatMap(
                        key -> e.get(plan, new GroupGateway(table.group(), key)).servers().stream())
                .map(Placed::server)
                .filter(server -> server.routeTable().equals(table.table()))
                .map(PlannedServer::servicePort)
                .findFirst()
                .orElseThrow();
    }
}
