// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.core.EndpointSlice;
import io.gatehouse.config.core.Pod;
import io.gatehouse.config.core.Service;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.routing.Upstream;
import io.gatehouse.routing.UpstreamEndpoints;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Services as upstreams: their ports, and the endpoints behind each port.
public final class ServiceNodes {
    /// The ports of the Service with that host; absent if there is none.
    public final Derivation<String, Optional<List<Service.Port>>> ports;

    /// By cluster name; absent when no Service has that host and port.
    public final Derivation<String, Optional<Upstream>> upstream;

    public final Derivation<String, UpstreamEndpoints> endpoints;

    private final ConfigTables tables;
    private final Index<ObjectKey, ObjectKey> slicesOfService;
    private final Index<ObjectKey, String> podsOfNamespace;

    public ServiceNodes(IncrementalGraph graph, ConfigTables tables) {
        this.tables = tables;
        slicesOfService = graph.index("slices of service", tables.endpointSlices, this::serviceOf);
        podsOfNamespace =
                graph.index("pods of namespace", tables.pods, (_, key) -> Set.of(key.namespace()));
        ports =
                graph.derivation(
                        "service ports", (e, host) -> service(e, host).map(s -> s.spec().ports()));
        upstream = graph.derivation("upstream", this::upstream);
        endpoints = graph.derivation("endpoints", this::endpoints);
    }

    private Set<ObjectKey> serviceOf(Evaluation e, ObjectKey key) {
        return e.read(tables.endpointSlices, key)
                .map(slice -> slice.metadata().labels().get(EndpointSlice.SERVICE_NAME_LABEL))
                .map(service -> Set.of(new ObjectKey(Kind.SERVICE, key.namespace(), service)))
                .orElse(Set.of());
    }

    private Optional<Service> service(Evaluation e, String host) {
        return ServiceHost.service(host).flatMap(key -> e.read(tables.services, key));
    }

    private Optional<Service.Port> port(Evaluation e, UpstreamName name) {
        return e.get(ports, name.host()).stream()
                .flatMap(List::stream)
                .filter(port -> port.port() == name.port())
                .findFirst();
    }

    private Optional<Upstream> upstream(Evaluation e, String text) {
        return UpstreamName.parse(text)
                .filter(name -> name.subset().isEmpty())
                .flatMap(name -> port(e, name))
                .map(port ->
                        new Upstream(
                                text, Upstream.DEFAULT_CONNECT_TIMEOUT, PortProtocol.http2(port)));
    }

    private UpstreamEndpoints endpoints(Evaluation e, String text) {
        UpstreamName name = UpstreamName.parse(text).orElseThrow();
        Optional<ObjectKey> service = ServiceHost.service(name.host());
        Optional<Service.Port> port = port(e, name);
        if (service.isEmpty() || port.isEmpty()) {
            return new UpstreamEndpoints(text, List.of());
        }
        Set<ObjectKey> slices = e.members(slicesOfService, service.get());
        return slices.isEmpty()
                ? EndpointTranslator.fromPods(text, port.get(), selectedPods(e, service.get()))
                : EndpointTranslator.fromSlices(
                        text,
                        port.get(),
                        slices.stream()
                                .flatMap(key -> e.read(tables.endpointSlices, key).stream())
                                .toList());
    }

    private List<Pod> selectedPods(Evaluation e, ObjectKey service) {
        var selector = e.read(tables.services, service).orElseThrow().spec().selector();
        if (selector.isEmpty()) {
            return List.of();
        }
        return e.members(podsOfNamespace, service.namespace()).stream()
                .flatMap(key -> e.read(tables.pods, key).stream())
                .filter(pod -> pod.metadata().labels().entrySet().containsAll(selector.entrySet()))
                .toList();
    }
}
