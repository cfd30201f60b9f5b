// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.gatehouse.routing.PatchCondition.Answer;
import io.gatehouse.routing.PatchCondition.OfHost;
import io.gatehouse.routing.PatchCondition.OfRoute;
import io.gatehouse.routing.PatchOperation;
import io.gatehouse.routing.PatchSubject;
import io.gatehouse.routing.TableIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Patches to one host of a route table and to its routes.
public final class VirtualHostPatching {
    private static final ListPatching<Route> ROUTES =
            new ListPatching<>(
                    patch -> route(patch).isPresent(),
                    VirtualHostPatching::isRoute,
                    _ -> Optional.empty());

    private final TableIdentity table;
    private final Set<String> names;
    private final Predicate<String> taken;
    private final Predicate<String> folded;
    private final List<ReadPatch> patches;
    private final PatchLog log = new PatchLog();

    private VirtualHostPatching(
            TableIdentity table,
            Set<String> names,
            Predicate<String> taken,
            Predicate<String> folded,
            List<ReadPatch> patches) {
        this.table = table;
        this.names = names;
        this.taken = taken;
        this.folded = folded;
        this.patches = patches;
    }

    /// @param names that the host is known by
    /// @param taken whether another host of the table has that domain
    /// @param folded whether that other one is the same host as this one in Istio
    public static Patched<VirtualHost> apply(
            VirtualHost host,
            TableIdentity table,
            Set<String> names,
            Predicate<String> taken,
            Predicate<String> folded,
            List<ReadPatch> patches) {
        VirtualHostPatching patching =
                new VirtualHostPatching(table, names, taken, folded, patches);
        return patching.log.outcome(patching.host(host));
    }

    private List<ReadPatch> of(PatchSubject subject, VirtualHost host) {
        return patches.stream()
                .filter(patch ->
                        patch.subject() == subject
                                && table.isMeant(patch.patch())
                                && isHost(patch, host))
                .toList();
    }

    private boolean isHost(ReadPatch patch, VirtualHost host) {
        return patch.condition().host().filter(asked -> !isHost(asked, host)).isEmpty();
    }

    private boolean isHost(OfHost asked, VirtualHost host) {
        return (asked.name().isEmpty()
                        || names.contains(asked.name())
                        || asked.name().equals(host.getName()))
                && (asked.domain().isEmpty() || host.getDomainsList().contains(asked.domain()));
    }

    private Optional<VirtualHost> host(VirtualHost before) {
        VirtualHost host = before;
        for (ReadPatch patch : of(PatchSubject.HOST, before)) {
            if (patch.operation() == PatchOperation.REMOVE) {
                log.met(patch);
                return Optional.empty();
            } else if (patch.merges()) {
                host =
                        changed(
                                patch,
                                before,
                                host,
                                MessageMerge.of(patch).merge(host, patch.value()),
                                taken);
            } else if (patch.operation() == PatchOperation.REPLACE) {
                VirtualHost replacement = (VirtualHost) patch.value();
                Predicate<String> ofOthers = taken.and(folded.negate());
                if (isFolded(patch, before) && twice(before, replacement, ofOthers).isEmpty()) {
                    log.met(patch);
                    return Optional.empty();
                }
                host = changed(patch, before, host, replacement, ofOthers);
            }
        }
        VirtualHost patched = host;
        return Optional.of(host.toBuilder().clearRoutes().addAllRoutes(routes(patched)).build());
    }

    /// Whether the patch names the one that this host is folded into, so that what it brings stands
    /// there for both.
    private static boolean isFolded(ReadPatch patch, VirtualHost host) {
        return patch.condition()
                .host()
                .map(OfHost::name)
                .filter(name -> !name.isEmpty() && !name.equals(host.getName()))
                .isPresent();
    }

    private static List<String> twice(
            VirtualHost first, VirtualHost changed, Predicate<String> taken) {
        return changed.getDomainsList().stream()
                .filter(domain -> !first.getDomainsList().contains(domain) && taken.test(domain))
                .toList();
    }

    /// Two hosts of a table with one domain would have the whole table refused.
    private VirtualHost changed(
            ReadPatch patch,
            VirtualHost first,
            VirtualHost host,
            VirtualHost changed,
            Predicate<String> taken) {
        List<String> twice = twice(first, changed, taken);
        if (twice.isEmpty()) {
            return log.change(patch, host, _ -> changed);
        }
        log.leftOut(
                patch,
                "%s would have the domains %s, which another host of %s has (expected: domains that differ)"
                        .formatted(first.getName(), twice, table.name()));
        return host;
    }

    private List<Route> routes(VirtualHost host) {
        List<ReadPatch> ours = of(PatchSubject.ROUTE, host);
        List<Route> routes = new ArrayList<>();
        for (Route route : host.getRoutesList()) {
            route(route, ours).ifPresent(routes::add);
        }
        return ROUTES.apply(
                routes, ours.stream().filter(patch -> adds(patch, routes)).toList(), log);
    }

    private static boolean adds(ReadPatch patch, List<Route> routes) {
        return switch (patch.operation()) {
            case ADD, INSERT_BEFORE, INSERT_AFTER -> true;
            case INSERT_FIRST ->
                    route(patch).isEmpty()
                            || routes.stream().anyMatch(route -> isRoute(patch, route));
            case MERGE, MERGE_REPLACING_LISTS, REMOVE, REPLACE -> false;
        };
    }

    private Optional<Route> route(Route before, List<ReadPatch> ours) {
        Route route = before;
        for (ReadPatch patch : ours) {
            if (!isRoute(patch, route)) {
                continue;
            }
            if (patch.operation() == PatchOperation.REMOVE) {
                log.met(patch);
                return Optional.empty();
            } else if (patch.merges()) {
                route =
                        log.change(
                                patch,
                                route,
                                old -> MessageMerge.of(patch).merge(old, patch.value()));
            }
        }
        return Optional.of(route);
    }

    private static Optional<OfRoute> route(ReadPatch patch) {
        return patch.condition().host().flatMap(OfHost::route);
    }

    private static boolean isRoute(ReadPatch patch, Route route) {
        return route(patch).filter(asked -> !isRoute(asked, route)).isEmpty();
    }

    private static boolean isRoute(OfRoute asked, Route route) {
        return (asked.name().isEmpty() || asked.name().equals(route.getName()))
                && asked.answer().filter(answer -> !is(answer, route)).isEmpty();
    }

    /// An answer of another kind is any, as in Istio.
    private static boolean is(Answer answer, Route route) {
        return switch (route.getActionCase()) {
            case ROUTE -> answer == Answer.FORWARDED;
            case REDIRECT -> answer == Answer.REDIRECTED;
            case DIRECT_RESPONSE -> answer == Answer.ANSWERED;
            case FILTER_ACTION, NON_FORWARDING_ACTION, ACTION_NOT_SET -> true;
        };
    }
}
