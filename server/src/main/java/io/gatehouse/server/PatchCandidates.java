// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.gatehouse.engine.GroupHost;
import io.gatehouse.engine.GroupPort;
import io.gatehouse.engine.GroupTable;
import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.RoutingGraph;
import io.gatehouse.engine.core.UpstreamName;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.envoy.patch.FilterNames;
import io.gatehouse.routing.PatchCondition.OfHost;
import io.gatehouse.routing.PatchCondition.OfListener;
import io.gatehouse.routing.PatchCondition.OfUpstream;
import io.gatehouse.routing.ProxyPatch;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What there is that a patch may have meant which met nothing.
final class PatchCandidates {
    private static final int SHOWN = 20;

    private final RoutingGraph routing;
    private final PatchedResources patched;
    private final Index<GroupUpstream, ShortName> upstreams;

    /// What a service's host begins with.
    private record ShortName(String group, String label) {}

    PatchCandidates(RoutingGraph routing, PatchedResources patched) {
        this.routing = routing;
        this.patched = patched;
        upstreams =
                routing.graph.index(
                        "upstreams by short name",
                        routing.graph.where(
                                "groups with patches of upstreams by short name",
                                routing.namedUpstreams,
                                GroupUpstream::group,
                                patched::concernUpstreams),
                        (_, upstream) ->
                                UpstreamName.parse(upstream.upstream())
                                        .map(name ->
                                                Set.of(
                                                        new ShortName(
                                                                upstream.group(),
                                                                label(name.host()))))
                                        .orElse(Set.of()));
    }

    private static String label(String host) {
        int dot = host.indexOf('.');
        return dot < 0 ? host : host.substring(0, dot);
    }

    String of(Evaluation e, String group, ProxyPatch patch) {
        return patch.subject().ofListener()
                ? ofListeners(e, group, patch)
                : patch.subject().ofRoutes()
                        ? ofRoutes(e, group, patch)
                        : "there are clusters for what routes and patches name only"
                                + services(e, group, patch);
    }

    private String ofListeners(Evaluation e, String group, ProxyPatch patch) {
        Stream<Listener> listeners =
                routing.ports
                        .ofGroup(e, group)
                        .flatMap(port -> e.get(patched.listeners, port).resource().stream());
        String filters =
                switch (patch.subject()) {
                    case NETWORK_FILTER ->
                            "; the filters: " + shown(listeners.flatMap(FilterNames::network));
                    case HTTP_FILTER ->
                            "; the filters: " + shown(listeners.flatMap(FilterNames::http));
                    default -> "";
                };
        return "there are the listeners: %s%s%s"
                .formatted(
                        shown(routing.ports.ofGroup(e, group).map(GroupPort::name)),
                        filters,
                        ports(e, group, patch));
    }

    /// Of a listener it is the pod's, as in Istio; its author may think of the Service's.
    private String ports(Evaluation e, String group, ProxyPatch patch) {
        int asked = patch.condition().listener().map(OfListener::port).orElse(0);
        List<Integer> podPorts =
                routing.gateways
                        .podPorts(e, group, asked)
                        .filter(port -> port != asked)
                        .distinct()
                        .sorted()
                        .toList();
        return podPorts.isEmpty()
                        || routing.ports.ofGroup(e, group).anyMatch(port -> port.port() == asked)
                ? ""
                : "; port %d of the gateway's Service leads to %s, did you mean portNumber %s?"
                        .formatted(
                                asked,
                                podPorts.size() == 1 ? "port " + podPorts.getFirst() : podPorts,
                                podPorts.getFirst());
    }

    private String ofRoutes(Evaluation e, String group, ProxyPatch patch) {
        List<GroupTable> meant =
                routing.gateways
                        .tableNames(e, group)
                        .map(name -> new GroupTable(group, name))
                        .filter(table -> e.get(routing.envoyFilters.tables, table).isMeant(patch))
                        .toList();
        if (meant.isEmpty() || patch.condition().host().isEmpty()) {
            return "there are the route configurations: "
                    + shown(routing.gateways.tableNames(e, group));
        }
        OfHost asked = patch.condition().host().get();
        List<VirtualHost> hosts = meant.stream().flatMap(table -> hosts(e, table, asked)).toList();
        List<VirtualHost> found = hosts.stream().filter(host -> isHost(asked, host)).toList();
        return found.isEmpty()
                ? "there are the virtual hosts: " + shown(hosts.stream().map(VirtualHost::getName))
                : "there are the named HTTP routes: "
                        + shown(
                                found.stream()
                                        .flatMap(host -> host.getRoutesList().stream())
                                        .map(Route::getName)
                                        .filter(name -> !name.isEmpty()));
    }

    /// Of a table that is delivered host by host, only what is asked for: nothing depends on all
    /// its hosts.
    private Stream<VirtualHost> hosts(Evaluation e, GroupTable table, OfHost asked) {
        Stream<GroupHost> hosts =
                e.get(routing.routes.routeTables.delivery, table).byHost()
                        ? Stream.of(domain(asked.name()), asked.domain())
                                .map(domain -> new GroupHost(table.group(), table.table(), domain))
                                .filter(host -> routing.routes.exists(e, host))
                                .distinct()
                        : e.get(routing.routes.routeTables.hosts, table).stream();
        return hosts.flatMap(host -> e.get(patched.hosts, host).resource().stream());
    }

    /// Of a name such as `shop.example.com:80`.
    private static String domain(String name) {
        int colon = name.lastIndexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    private static boolean isHost(OfHost asked, VirtualHost host) {
        return (asked.name().isEmpty() || asked.name().equals(host.getName()))
                && (asked.domain().isEmpty() || host.getDomainsList().contains(asked.domain()));
    }

    /// Of a service it is the whole name, as in Istio.
    private String services(Evaluation e, String group, ProxyPatch patch) {
        String asked = patch.condition().upstream().map(OfUpstream::service).orElse("");
        if (asked.isEmpty()) {
            return "";
        }
        List<String> hosts =
                e.members(upstreams, new ShortName(group, label(asked))).stream()
                        .flatMap(upstream -> UpstreamName.parse(upstream.upstream()).stream())
                        .map(UpstreamName::host)
                        .filter(host -> !host.equals(asked))
                        .distinct()
                        .toList();
        return hosts.isEmpty() ? "" : "; did you mean service %s?".formatted(shown(hosts.stream()));
    }

    private static String shown(Stream<String> names) {
        List<String> sorted = names.distinct().sorted().toList();
        String text = sorted.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return sorted.isEmpty()
                ? "none"
                : sorted.size() > SHOWN
                        ? "%s and %d more".formatted(text, sorted.size() - SHOWN)
                        : text;
    }
}
