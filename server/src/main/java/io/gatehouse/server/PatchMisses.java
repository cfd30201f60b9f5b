// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.engine.RoutingGraph;
import io.gatehouse.engine.graph.Evaluation;
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

/// What a patch that met nothing was looking for, and what there is.
final class PatchMisses {
    private final PatchCandidates candidates;

    PatchMisses(RoutingGraph routing, PatchedResources patched) {
        candidates = new PatchCandidates(routing, patched);
    }

    String of(Evaluation e, String group, ProxyPatch patch) {
        String what = named(patch.subject());
        List<String> asked = asked(patch.condition());
        String looked =
                "no %s%s"
                        .formatted(
                                what, asked.isEmpty() ? "" : " with " + String.join(", ", asked));
        return "%s, so that the patch does nothing (%s)"
                .formatted(looked, candidates.of(e, group, patch));
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
