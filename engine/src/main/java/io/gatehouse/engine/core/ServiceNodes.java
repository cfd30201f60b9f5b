// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.core.EndpointSlice;
import io.gatehouse.config.core.Pod;
import io.gatehouse.config.core.Service;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.VisibleHost;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What hosts stand for: the backends that exist, and the endpoints behind each of their ports.
public final class ServiceNodes {
    /// Absent where nothing that the group may see has that host.
    public final Derivation<VisibleHost, Optional<Backend>> backend;

    /// All endpoints of a backend's port, whatever their labels.
    public final Derivation<BackendPortKey, List<BackendEndpoint>> endpoints;

    private final ConfigTables tables;
    private final Index<ObjectKey, ObjectKey> slicesOfService;
    private final Index<ObjectKey, String> podsOfNamespace;

    public ServiceNodes(IncrementalGraph graph, ConfigTables tables) {
        this.tables = tables;
        slicesOfService = graph.index("slices of service", tables.endpointSlices, this::serviceOf);
        podsOfNamespace =
                graph.index("pods of namespace", tables.pods, (_, key) -> Set.of(key.namespace()));
        Derivation<String, Optional<Backend>> ofService =
                graph.derivation("backend of service", this::backend);
        backend = graph.derivation("backend", (e, key) -> e.get(ofService, key.host()));
        endpoints = graph.derivation("endpoints", this::endpoints);
    }

    private Set<ObjectKey> serviceOf(Evaluation e, ObjectKey key) {
        return e.read(tables.endpointSlices, key)
                .map(slice -> slice.metadata().labels().get(EndpointSlice.SERVICE_NAME_LABEL))
                .map(service -> Set.of(new ObjectKey(Kind.SERVICE, key.namespace(), service)))
                .orElse(Set.of());
    }

    private Optional<Backend> backend(Evaluation e, String host) {
        return ServiceHost.service(host)
                .flatMap(key -> e.read(tables.services, key))
                .map(service -> backend(service, host));
    }

    private static Backend backend(Service service, String host) {
        List<BackendPort> ports =
                service.spec().ports().stream()
                        .map(port ->
                                new BackendPort(port.port(), port.name(), PortProtocol.of(port)))
                        .toList();
        return new Backend(service.key(), host, ports);
    }

    private List<BackendEndpoint> endpoints(Evaluation e, BackendPortKey key) {
        Optional<Service> service = e.read(tables.services, key.origin());
        Optional<Service.Port> port =
                service.stream()
                        .flatMap(s -> s.spec().ports().stream())
                        .filter(p -> p.port() == key.port())
                        .findFirst();
        if (service.isEmpty() || port.isEmpty()) {
            return List.of();
        }
        Set<ObjectKey> slices = e.members(slicesOfService, key.origin());
        return slices.isEmpty()
                ? ServiceEndpoints.fromPods(port.get(), selectedPods(e, service.get()))
                : ServiceEndpoints.fromSlices(
                        port.get(),
                        slices.stream()
                                .flatMap(slice -> e.read(tables.endpointSlices, slice).stream())
                                .toList(),
                        endpoint -> pod(e, endpoint, key.origin().namespace()));
    }

    private Optional<Pod> pod(Evaluation e, EndpointSlice.Endpoint endpoint, String namespace) {
        return endpoint.targetRef()
                .filter(ref -> ref.kind().equals("Pod"))
                .flatMap(
                        ref -> e.read(tables.pods, new ObjectKey(Kind.POD, namespace, ref.name())));
    }

    private List<Pod> selectedPods(Evaluation e, Service service) {
        var selector = service.spec().selector();
        if (selector.isEmpty()) {
            return List.of();
        }
        return e.members(podsOfNamespace, service.metadata().namespace()).stream()
                .flatMap(key -> e.read(tables.pods, key).stream())
                .filter(pod -> pod.metadata().labels().entrySet().containsAll(selector.entrySet()))
                .toList();
    }
}
