// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.Json;
import io.gatehouse.config.istio.EnvoyFilter;
import io.gatehouse.config.istio.EnvoyFilter.ApplyTo;
import io.gatehouse.config.istio.EnvoyFilter.ClusterMatch;
import io.gatehouse.config.istio.EnvoyFilter.ConfigPatch;
import io.gatehouse.config.istio.EnvoyFilter.FilterChainMatch;
import io.gatehouse.config.istio.EnvoyFilter.FilterMatch;
import io.gatehouse.config.istio.EnvoyFilter.ListenerMatch;
import io.gatehouse.config.istio.EnvoyFilter.ObjectMatch;
import io.gatehouse.config.istio.EnvoyFilter.Operation;
import io.gatehouse.config.istio.EnvoyFilter.Patch;
import io.gatehouse.config.istio.EnvoyFilter.PatchContext;
import io.gatehouse.config.istio.EnvoyFilter.RouteConfigurationMatch;
import io.gatehouse.config.istio.EnvoyFilter.RouteMatch;
import io.gatehouse.config.istio.EnvoyFilter.SubFilterMatch;
import io.gatehouse.config.istio.EnvoyFilter.VirtualHostMatch;
import io.gatehouse.routing.PatchCondition;
import io.gatehouse.routing.PatchCondition.Answer;
import io.gatehouse.routing.PatchCondition.OfHost;
import io.gatehouse.routing.PatchCondition.OfListener;
import io.gatehouse.routing.PatchCondition.OfRoute;
import io.gatehouse.routing.PatchCondition.OfTable;
import io.gatehouse.routing.PatchCondition.OfUpstream;
import io.gatehouse.routing.PatchId;
import io.gatehouse.routing.PatchOperation;
import io.gatehouse.routing.PatchSubject;
import io.gatehouse.routing.ProxyPatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The patches of an EnvoyFilter that may concern a gateway.
final class EnvoyFilterReader {
    private EnvoyFilterReader() {}

    static List<ProxyPatch> read(EnvoyFilter filter) {
        List<ProxyPatch> patches = new ArrayList<>();
        for (int i = 0; i < filter.spec().configPatches().size(); i++) {
            ConfigPatch patch = filter.spec().configPatches().get(i);
            PatchId id = new PatchId(origin(filter), i);
            Optional<PatchSubject> subject = subject(patch.applyTo());
            if (isForGateways(patch) && subject.isPresent() && patch.patch().isPresent()) {
                read(id, subject.get(), patch, patch.patch().get()).ifPresent(patches::add);
            }
        }
        return patches;
    }

    static String origin(EnvoyFilter filter) {
        return filter.metadata().namespace() + "/" + filter.metadata().name();
    }

    private static boolean isForGateways(ConfigPatch patch) {
        PatchContext context = patch.match().map(ObjectMatch::context).orElse(PatchContext.ANY);
        return context == PatchContext.ANY || context == PatchContext.GATEWAY;
    }

    private static Optional<ProxyPatch> read(
            PatchId id, PatchSubject subject, ConfigPatch patch, Patch change) {
        return operation(change.operation(), subject)
                .map(operation ->
                        new ProxyPatch(
                                id,
                                subject,
                                operation,
                                patch.match()
                                        .map(EnvoyFilterReader::condition)
                                        .orElse(PatchCondition.ANY),
                                change.value().map(EnvoyFilterReader::fields)))
                .filter(EnvoyFilterReader::doesSomething);
    }

    /// What Istio passes over; validation tells it.
    private static boolean doesSomething(ProxyPatch patch) {
        Optional<OfListener> listener = patch.condition().listener();
        boolean named =
                switch (patch.subject()) {
                    case LISTENER_FILTER ->
                            listener.filter(of -> !of.listenerFilter().isEmpty()).isPresent();
                    case NETWORK_FILTER -> listener.flatMap(OfListener::filter).isPresent();
                    case HTTP_FILTER -> listener.flatMap(OfListener::httpFilter).isPresent();
                    case HOST -> true;
                    case LISTENER, FILTER_CHAIN, ROUTE_TABLE, ROUTE, UPSTREAM, EXTENSION -> false;
                };
        boolean filter =
                patch.subject() == PatchSubject.LISTENER_FILTER
                        || patch.subject() == PatchSubject.NETWORK_FILTER
                        || patch.subject() == PatchSubject.HTTP_FILTER;
        return switch (patch.operation()) {
            case MERGE, MERGE_REPLACING_LISTS ->
                    patch.subject() != PatchSubject.LISTENER_FILTER
                            && patch.subject() != PatchSubject.EXTENSION;
            case REPLACE -> named;
            case REMOVE ->
                    filter
                            ? named
                            : patch.subject() != PatchSubject.EXTENSION
                                    && patch.subject() != PatchSubject.ROUTE_TABLE;
            case ADD, INSERT_BEFORE, INSERT_AFTER, INSERT_FIRST ->
                    patch.subject() != PatchSubject.ROUTE_TABLE;
        };
    }

    private static Map<String, Object> fields(Json value) {
        Map<String, Object> fields = new LinkedHashMap<>();
        ((Map<?, ?>) value.tree()).forEach((name, field) -> fields.put((String) name, field));
        return fields;
    }

    private static Optional<PatchSubject> subject(ApplyTo applyTo) {
        return switch (applyTo) {
            case INVALID, BOOTSTRAP -> Optional.empty();
            case LISTENER -> Optional.of(PatchSubject.LISTENER);
            case LISTENER_FILTER -> Optional.of(PatchSubject.LISTENER_FILTER);
            case FILTER_CHAIN -> Optional.of(PatchSubject.FILTER_CHAIN);
            case NETWORK_FILTER -> Optional.of(PatchSubject.NETWORK_FILTER);
            case HTTP_FILTER -> Optional.of(PatchSubject.HTTP_FILTER);
            case ROUTE_CONFIGURATION -> Optional.of(PatchSubject.ROUTE_TABLE);
            case VIRTUAL_HOST -> Optional.of(PatchSubject.HOST);
            case HTTP_ROUTE -> Optional.of(PatchSubject.ROUTE);
            case CLUSTER -> Optional.of(PatchSubject.UPSTREAM);
            case EXTENSION_CONFIG -> Optional.of(PatchSubject.EXTENSION);
        };
    }

    private static Optional<PatchOperation> operation(Operation operation, PatchSubject subject) {
        return switch (operation) {
            case INVALID -> Optional.empty();
            case MERGE -> Optional.of(PatchOperation.MERGE);
            case MERGE_AND_REPLACE_LIST -> Optional.of(PatchOperation.MERGE_REPLACING_LISTS);
            case ADD -> Optional.of(PatchOperation.ADD);
            case REMOVE -> Optional.of(PatchOperation.REMOVE);
            case REPLACE -> Optional.of(PatchOperation.REPLACE);
            case INSERT_BEFORE -> Optional.of(inserted(PatchOperation.INSERT_BEFORE, subject));
            case INSERT_AFTER -> Optional.of(inserted(PatchOperation.INSERT_AFTER, subject));
            case INSERT_FIRST -> Optional.of(inserted(PatchOperation.INSERT_FIRST, subject));
        };
    }

    /// What has no order is added.
    private static PatchOperation inserted(PatchOperation operation, PatchSubject subject) {
        return switch (subject) {
            case LISTENER_FILTER, NETWORK_FILTER, HTTP_FILTER, ROUTE -> operation;
            case LISTENER, FILTER_CHAIN, ROUTE_TABLE, HOST, UPSTREAM, EXTENSION ->
                    PatchOperation.ADD;
        };
    }

    private static PatchCondition condition(ObjectMatch match) {
        return new PatchCondition(
                match.listener().map(EnvoyFilterReader::listener),
                match.routeConfiguration().map(EnvoyFilterReader::table),
                match.cluster().map(EnvoyFilterReader::upstream));
    }

    private static OfListener listener(ListenerMatch match) {
        Optional<FilterChainMatch> chain = match.filterChain();
        Optional<FilterMatch> filter = chain.flatMap(FilterChainMatch::filter);
        String protocols = chain.map(FilterChainMatch::applicationProtocols).orElse("");
        return new OfListener(
                match.name(),
                match.portNumber(),
                match.listenerFilter(),
                chain.map(FilterChainMatch::name).orElse(""),
                chain.map(FilterChainMatch::sni).orElse(""),
                chain.map(FilterChainMatch::transportProtocol).orElse(""),
                protocols.isEmpty() ? List.of() : List.of(protocols.split(",")),
                chain.map(FilterChainMatch::destinationPort).orElse(0),
                filter.map(FilterMatch::name),
                filter.flatMap(FilterMatch::subFilter).map(SubFilterMatch::name));
    }

    private static OfTable table(RouteConfigurationMatch match) {
        return new OfTable(
                match.name(),
                match.portNumber(),
                match.portName(),
                match.gateway(),
                match.vhost().map(EnvoyFilterReader::host));
    }

    private static OfHost host(VirtualHostMatch match) {
        return new OfHost(
                match.name(), match.domainName(), match.route().map(EnvoyFilterReader::route));
    }

    private static OfRoute route(RouteMatch match) {
        return new OfRoute(
                match.name(),
                switch (match.action()) {
                    case ANY -> Optional.empty();
                    case ROUTE -> Optional.of(Answer.FORWARDED);
                    case REDIRECT -> Optional.of(Answer.REDIRECTED);
                    case DIRECT_RESPONSE -> Optional.of(Answer.ANSWERED);
                });
    }

    private static OfUpstream upstream(ClusterMatch match) {
        return new OfUpstream(match.name(), match.service(), match.subset(), match.portNumber());
    }
}
