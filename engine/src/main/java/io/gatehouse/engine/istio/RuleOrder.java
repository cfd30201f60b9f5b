// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.config.istio.VirtualService;
import io.gatehouse.engine.Precedence;
import io.gatehouse.engine.core.Visibility;
import io.gatehouse.routing.RouteRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// In which order the rules of several VirtualServices for one host are tried.
final class RuleOrder {
    private RuleOrder() {}

    /// Istio's order: those that are only for the gateway workload's own namespace, being in it,
    /// come before those that name it, and these before those that are for all; among equals, the
    /// oldest first.
    static List<VirtualService> of(
            String namespace, MeshConfig mesh, Collection<VirtualService> virtualServices) {
        return virtualServices.stream()
                .sorted(
                        Comparator.<VirtualService>comparingInt(v -> rank(v, namespace, mesh))
                                .thenComparing(Precedence.OLDEST_FIRST))
                .toList();
    }

    private static int rank(VirtualService virtualService, String namespace, MeshConfig mesh) {
        if (Visibility.of(mesh, virtualService).all()) {
            return 2;
        }
        return virtualService.metadata().namespace().equals(namespace) ? 0 : 1;
    }

    /// A rule that takes every request must not hide those of another VirtualService.
    static List<RouteRule> catchAllsLast(Collection<RouteRule> rules) {
        List<RouteRule> ordered = new ArrayList<>();
        List<RouteRule> catchAlls = new ArrayList<>();
        rules.forEach(rule -> (rule.match().matchesAll() ? catchAlls : ordered).add(rule));
        ordered.addAll(catchAlls);
        return ordered;
    }
}
