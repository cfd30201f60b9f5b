// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.GroupHost;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.routing.RouteRule;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/// Where VirtualServices get into each other's way.
final class OverlapNodes {
    /// What other VirtualServices leave nothing to, by the object that it belongs to.
    final Derivation<GroupHost, SortedMap<String, SortedSet<HiddenRules.Hidden>>> hiddenRules;

    /// A wider host of the same table, where a host of it does not take every request.
    final Derivation<GroupHost, Optional<String>> widerHost;

    private final RouteNodes routes;

    OverlapNodes(IncrementalGraph graph, RouteNodes routes) {
        this.routes = routes;
        hiddenRules =
                graph.derivation(
                        "hidden rules",
                        (e, host) -> HiddenRules.in(e.get(routes.hostRoutes, host).rules()));
        widerHost = graph.derivation("wider host", this::widerHost);
    }

    private Optional<String> widerHost(Evaluation e, GroupHost host) {
        List<RouteRule> rules = e.get(routes.hostRoutes, host).rules();
        if (rules.isEmpty() || rules.getLast().match().matchesAll()) {
            return Optional.empty();
        }
        return Hostname.wider(host.domain())
                .filter(wide -> routes.hasRules(e, new GroupHost(host.group(), host.table(), wide)))
                .findFirst();
    }
}
