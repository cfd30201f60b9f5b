// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.Finding;
import io.gatehouse.config.Severity;
import io.gatehouse.config.istio.EnvoyFilter;
import io.gatehouse.config.istio.EnvoyFilter.ApplyTo;
import io.gatehouse.config.istio.EnvoyFilter.ConfigPatch;
import io.gatehouse.config.istio.EnvoyFilter.FilterMatch;
import io.gatehouse.config.istio.EnvoyFilter.ListenerMatch;
import io.gatehouse.config.istio.EnvoyFilter.ObjectMatch;
import io.gatehouse.config.istio.EnvoyFilter.Operation;
import io.gatehouse.config.istio.EnvoyFilter.Patch;
import io.gatehouse.config.istio.EnvoyFilter.PatchContext;
import io.gatehouse.config.istio.EnvoyFilter.ProxyMatch;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Istio's rules for an EnvoyFilter, and what it ignores in silence. What a patch puts in is judged
/// where Envoy's types are known.
final class EnvoyFilterValidation {
    private static final String MANAGER = "envoy.filters.network.http_connection_manager";
    private static final Set<ApplyTo> OF_LISTENERS =
            EnumSet.of(
                    ApplyTo.LISTENER,
                    ApplyTo.LISTENER_FILTER,
                    ApplyTo.FILTER_CHAIN,
                    ApplyTo.NETWORK_FILTER,
                    ApplyTo.HTTP_FILTER);
    private static final Set<ApplyTo> OF_ROUTES =
            EnumSet.of(ApplyTo.ROUTE_CONFIGURATION, ApplyTo.VIRTUAL_HOST, ApplyTo.HTTP_ROUTE);
    private static final Set<Operation> MERGES =
            EnumSet.of(Operation.MERGE, Operation.MERGE_AND_REPLACE_LIST);
    private static final Set<Operation> INSERTS =
            EnumSet.of(Operation.INSERT_BEFORE, Operation.INSERT_AFTER, Operation.INSERT_FIRST);

    private EnvoyFilterValidation() {}

    static List<Finding> validate(EnvoyFilter filter) {
        Scope spec = Scope.of(filter).field("spec");
        EnvoyFilter.Spec value = filter.spec();
        value.workloadSelector()
                .ifPresent(selector ->
                        LabelValidation.selector(
                                spec.field("workloadSelector"), "labels", selector.labels()));
        Values.oneOf(
                spec,
                "workloadSelector and targetRefs",
                value.workloadSelector().isPresent(),
                !value.targetRefs().isEmpty());
        spec.field("targetRefs")
                .each(
                        value.targetRefs(),
                        (item, target) -> {
                            if (!target.namespace().isEmpty()) {
                                item.field("namespace")
                                        .noEffect("targets are of the object's own namespace");
                            }
                        });
        spec.field("configPatches").each(value.configPatches(), EnvoyFilterValidation::patch);
        return spec.findings();
    }

    private static void patch(Scope scope, ConfigPatch patch) {
        ApplyTo applyTo = patch.applyTo();
        if (applyTo == ApplyTo.INVALID) {
            scope.field("applyTo").missing("a patch must say what it is applied to");
            return;
        }
        if (applyTo == ApplyTo.BOOTSTRAP) {
            scope.field("applyTo")
                    .saidElsewhere(
                            Severity.WARNING,
                            "BOOTSTRAP has no effect here; it is for the start of proxies: change what `gatehouse bootstrap` prints, and start Envoy with it");
        }
        patch.match().ifPresent(match -> match(scope.field("match"), match, applyTo));
        patch.patch()
                .ifPresentOrElse(
                        change -> change(scope, change, patch),
                        () -> scope.field("patch").missing("a patch must say what it does"));
    }

    private static void change(Scope scope, Patch change, ConfigPatch patch) {
        Scope at = scope.field("patch");
        Operation operation = change.operation();
        if (operation == Operation.INVALID) {
            at.field("operation").missing("a patch must have an operation");
            return;
        }
        if (operation != Operation.REMOVE && change.value().isEmpty()) {
            at.field("value").missing("only REMOVE needs none");
        }
        Set<Operation> effective = effective(patch.applyTo());
        if (!effective.contains(operation)) {
            at.field("operation")
                    .doubtful(
                            "found %s, which does nothing with %s (expected: one of %s)"
                                    .formatted(operation, patch.applyTo(), effective));
        } else if (needsName(operation, patch.applyTo()) && !names(patch)) {
            at.field("operation")
                    .doubtful(
                            "found %s of a %s without a match that names one (expected: a match with its name; this does nothing)"
                                    .formatted(operation, patch.applyTo()));
        }
    }

    /// What each operation is turned into by Istio is as good as the operation.
    private static Set<Operation> effective(ApplyTo applyTo) {
        Set<Operation> operations = EnumSet.noneOf(Operation.class);
        switch (applyTo) {
            case INVALID, BOOTSTRAP -> operations.addAll(EnumSet.allOf(Operation.class));
            case ROUTE_CONFIGURATION -> operations.addAll(MERGES);
            case EXTENSION_CONFIG -> operations.add(Operation.ADD);
            case LISTENER, FILTER_CHAIN, CLUSTER -> operations.add(Operation.REMOVE);
            case VIRTUAL_HOST -> operations.addAll(EnumSet.of(Operation.REMOVE, Operation.REPLACE));
            case LISTENER_FILTER ->
                    operations.addAll(
                            EnumSet.of(Operation.ADD, Operation.REMOVE, Operation.REPLACE));
            case NETWORK_FILTER, HTTP_FILTER ->
                    operations.addAll(EnumSet.of(Operation.REMOVE, Operation.REPLACE));
            case HTTP_ROUTE -> operations.add(Operation.REMOVE);
        }
        if (applyTo != ApplyTo.ROUTE_CONFIGURATION) {
            operations.add(Operation.ADD);
            operations.addAll(INSERTS);
        }
        if (applyTo != ApplyTo.LISTENER_FILTER && applyTo != ApplyTo.EXTENSION_CONFIG) {
            operations.addAll(MERGES);
        }
        return operations;
    }

    private static boolean needsName(Operation operation, ApplyTo applyTo) {
        return (operation == Operation.REMOVE || operation == Operation.REPLACE)
                && (applyTo == ApplyTo.LISTENER_FILTER
                        || applyTo == ApplyTo.NETWORK_FILTER
                        || applyTo == ApplyTo.HTTP_FILTER);
    }

    private static boolean names(ConfigPatch patch) {
        Optional<ListenerMatch> listener = patch.match().flatMap(ObjectMatch::listener);
        Optional<FilterMatch> filter =
                listener.flatMap(ListenerMatch::filterChain).flatMap(chain -> chain.filter());
        return switch (patch.applyTo()) {
            case LISTENER_FILTER ->
                    listener.filter(match -> !match.listenerFilter().isEmpty()).isPresent();
            case NETWORK_FILTER -> filter.isPresent();
            case HTTP_FILTER -> filter.flatMap(FilterMatch::subFilter).isPresent();
            default -> true;
        };
    }

    private static void match(Scope scope, ObjectMatch match, ApplyTo applyTo) {
        if (match.context() != PatchContext.ANY && match.context() != PatchContext.GATEWAY) {
            scope.field("context")
                    .noEffect(
                            "found %s, which is no gateway's: the patch is for other proxies"
                                    .formatted(match.context()));
        }
        match.proxy().ifPresent(proxy -> proxy(scope.field("proxy"), proxy));
        Values.oneOf(
                scope,
                "listener, routeConfiguration and cluster",
                match.listener().isPresent(),
                match.routeConfiguration().isPresent(),
                match.cluster().isPresent());
        fits(scope, "listener", match.listener().isPresent(), applyTo, OF_LISTENERS);
        fits(
                scope,
                "routeConfiguration",
                match.routeConfiguration().isPresent(),
                applyTo,
                OF_ROUTES);
        fits(scope, "cluster", match.cluster().isPresent(), applyTo, EnumSet.of(ApplyTo.CLUSTER));
        match.listener()
                .flatMap(ListenerMatch::filterChain)
                .flatMap(chain -> chain.filter())
                .ifPresent(filter ->
                        filter(
                                scope.field("listener").field("filterChain").field("filter"),
                                filter,
                                applyTo));
    }

    private static void fits(
            Scope scope, String field, boolean set, ApplyTo applyTo, Set<ApplyTo> allowed) {
        if (set && !allowed.contains(applyTo)) {
            scope.field(field)
                    .invalid(
                            "found a match of %s for %s (expected: one of what the patch is applied to)"
                                    .formatted(field, applyTo));
        }
    }

    private static void proxy(Scope scope, ProxyMatch proxy) {
        if (!proxy.proxyVersion().isEmpty()) {
            Values.regex(scope.field("proxyVersion"), proxy.proxyVersion());
        }
    }

    private static void filter(Scope scope, FilterMatch filter, ApplyTo applyTo) {
        if (filter.name().isEmpty()) {
            scope.field("name").missing("a filter is found by its name");
        }
        if (applyTo == ApplyTo.LISTENER || applyTo == ApplyTo.FILTER_CHAIN) {
            scope.doubtful(
                    "found a filter for %s (expected: none; it is not looked at)"
                            .formatted(applyTo));
        }
        if (filter.subFilter().isEmpty()) {
            return;
        }
        Scope sub = scope.field("subFilter");
        if (applyTo != ApplyTo.HTTP_FILTER) {
            sub.invalid("found one for %s (expected: only for HTTP_FILTER)".formatted(applyTo));
        } else if (!filter.name().equals(MANAGER)) {
            scope.field("name")
                    .invalid(
                            "found %s (expected: %s, whose filters are HTTP's)"
                                    .formatted(Scope.quote(filter.name()), MANAGER));
        } else if (filter.subFilter().get().name().isEmpty()) {
            sub.field("name").missing("a filter is found by its name");
        }
    }
}
