// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.VirtualService;
import io.gatehouse.engine.GroupHost;
import io.gatehouse.engine.RoutingGraph;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.routing.HostRoutes;
import io.gatehouse.routing.RouteRule;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Istio folds hosts of a VirtualService that have equal routes into one virtual host, which has
/// the first one's name: patches that name the first are for all of them.
final class FoldedHosts {
    private static final Comparator<String> MOST_SPECIFIC_FIRST =
            Comparator.<String, Boolean>comparing(host -> host.startsWith("*"))
                    .thenComparing(Comparator.comparingInt(String::length).reversed())
                    .thenComparing(Comparator.naturalOrder());

    private final RoutingGraph routing;
    private final PatchNodes patches;

    FoldedHosts(RoutingGraph routing, PatchNodes patches) {
        this.routing = routing;
        this.patches = patches;
    }

    /// The name of the host that others of its VirtualService are folded into, if a patch names it.
    Optional<String> first(Evaluation e, GroupHost key, HostRoutes host) {
        List<String> origins = host.rules().stream().map(RouteRule::origin).distinct().toList();
        if (origins.size() != 1 || !origins.getFirst().contains("/")) {
            return Optional.empty();
        }
        String[] origin = origins.getFirst().split("/", 2);
        String port = host.name().substring(host.name().lastIndexOf(':'));
        List<String> siblings =
                e
                        .read(
                                routing.tables.virtualServices,
                                new ObjectKey(Kind.VIRTUAL_SERVICE, origin[0], origin[1]))
                        .map(VirtualService::spec)
                        .map(spec -> spec.hosts())
                        .orElse(List.of())
                        .stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .toList();
        return siblings.stream()
                .filter(name -> patches.namesHost(e, key.group(), name + port))
                .filter(name -> isFolded(e, key, host, name))
                .filter(name ->
                        siblings.stream()
                                .filter(other -> MOST_SPECIFIC_FIRST.compare(other, name) < 0)
                                .noneMatch(other -> isFolded(e, key, host, other)))
                .map(name -> name + port)
                .findFirst();
    }

    private boolean isFolded(Evaluation e, GroupHost key, HostRoutes host, String other) {
        GroupHost sibling = new GroupHost(key.group(), key.table(), other);
        return routing.routes.exists(e, sibling)
                && e.get(routing.routes.hostRoutes, sibling).rules().equals(host.rules());
    }
}
