// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.gatehouse.engine.GroupPort;
import io.gatehouse.engine.RoutingGraph;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.envoy.patch.FilterNames;
import io.gatehouse.routing.PatchCondition;
import io.gatehouse.routing.PatchCondition.OfHost;
import io.gatehouse.routing.PatchCondition.OfListener;
import io.gatehouse.routing.PatchCondition.OfRoute;
import io.gatehouse.routing.PatchCondition.OfTable;
import io.gatehouse.routing.PatchCondition.OfUpstream;
import io.gatehouse.routing.PatchSubject;
import io.gatehouse.routing.ProxyPatch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a patch that met nothing was looking for, and what there is.
final class PatchMisses {
    private static final int SHOWN = 20;

    private final RoutingGraph routing;
    private final PatchedResources patched;

    PatchMisses(RoutingGraph routing, PatchedResources patched) {
        this.routing = routing;
        this.patched = patched;
    }

    String of(Evaluation e, String group, ProxyPatch patch) {
        String what = named(patch.subject());
        List<String> asked = asked(patch.condition());
        String looked =
                "no %s%s"
                        .formatted(
                                what, asked.isEmpty() ? "" : " with " + String.join(", ", asked));
        return looked + ", so that the patch does nothing" + there(e, group, patch);
    }

    /// As the API that it was written in has it.
    private static String named(PatchSubject subject) {
        return switch (subject) {
            case LISTENER -> "listener";
            case LISTENER_FILTER -> "listener filter";
            case FILTER_CHAIN -> "filter chain";
            case NETWORK_FILTER -> "network filter";
            case HTTP_FILTER -> "HTTP filter";
            case ROUTE_TABLE -> "route configuration";
            case HOST -> "virtual host";
            case ROUTE -> "HTTP route";
            case UPSTREAM -> "cluster";
            case EXTENSION -> "extension";
        };
    }

    private String there(Evaluation e, String group, ProxyPatch patch) {
        if (patch.subject().ofListener()) {
            return " (there are the listeners: %s%s)"
                    .formatted(
                            shown(routing.ports.ofGroup(e, group).map(GroupPort::name)),
                            filters(e, group, patch.subject()));
        } else if (patch.subject().ofRoutes()) {
            return " (there are the route configurations: %s)"
                    .formatted(shown(routing.gateways.tableNames(e, group)));
        }
        return " (there are clusters for what routes and patches name only)";
    }

    private String filters(Evaluation e, String group, PatchSubject subject) {
        Stream<Listener> listeners =
                routing.ports
                        .ofGroup(e, group)
                        .flatMap(port -> e.get(patched.listeners, port).resource().stream());
        return switch (subject) {
            case NETWORK_FILTER ->
                    "; the filters: " + shown(listeners.flatMap(FilterNames::network));
            case HTTP_FILTER -> "; the filters: " + shown(listeners.flatMap(FilterNames::http));
            default -> "";
        };
    }

    private static String shown(Stream<String> names) {
        List<String> sorted = names.distinct().sorted().limit(SHOWN + 1L).toList();
        String text = sorted.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return sorted.isEmpty() ? "none" : sorted.size() > SHOWN ? text + ", …" : text;
    }

    private static List<String> asked(PatchCondition condition) {
        List<String> asked = new ArrayList<>();
        condition.listener().ifPresent(of -> listener(of, asked));
        condition.table().ifPresent(of -> table(of, asked));
        condition.upstream().ifPresent(of -> upstream(of, asked));
        return asked;
    }

    private static void listener(OfListener of, List<String> asked) {
        add(asked, "name", of.name());
        add(asked, "portNumber", of.port());
        add(asked, "listenerFilter", of.listenerFilter());
        add(asked, "filterChain.name", of.chain());
        add(asked, "filterChain.sni", of.serverName());
        add(asked, "filterChain.transportProtocol", of.transport());
        add(asked, "filterChain.applicationProtocols", String.join(",", of.applicationProtocols()));
        add(asked, "filterChain.destinationPort", of.destinationPort());
        add(asked, "filter", of.filter().orElse(""));
        add(asked, "subFilter", of.httpFilter().orElse(""));
    }

    private static void table(OfTable of, List<String> asked) {
        add(asked, "name", of.name());
        add(asked, "portNumber", of.port());
        add(asked, "portName", of.portName());
        add(asked, "gateway", of.gateway());
        of.host().ifPresent(host -> host(host, asked));
    }

    private static void host(OfHost of, List<String> asked) {
        add(asked, "vhost.name", of.name());
        add(asked, "vhost.domainName", of.domain());
        of.route().ifPresent(route -> route(route, asked));
    }

    private static void route(OfRoute of, List<String> asked) {
        add(asked, "route.name", of.name());
        add(asked, "route.action", of.answer().map(Enum::name).orElse(""));
    }

    private static void upstream(OfUpstream of, List<String> asked) {
        add(asked, "name", of.name());
        add(asked, "service", of.service());
        add(asked, "subset", of.subset());
        add(asked, "portNumber", of.port());
    }

    private static void add(List<String> asked, String field, String value) {
        if (!value.isEmpty()) {
            asked.add(field + " " + value);
        }
    }

    private static void add(List<String> asked, String field, int value) {
        if (value != 0) {
            asked.add(field + " " + value);
        }
    }
}
