// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.core.EndpointSlice;
import io.gatehouse.config.core.Service;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.config.istio.ServiceEntry;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.VisibleHost;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.engine.graph.Table;
import io.gatehouse.routing.Discovery;
import io.gatehouse.routing.EndpointGroup;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What hosts stand for: the backends that exist, and the endpoints behind each of their ports. A
/// Kubernetes Service has its host for itself; otherwise ServiceEntries describe it.
public final class ServiceNodes {
    /// Absent where nothing that the group may see has that host.
    public final Derivation<VisibleHost, Optional<Backend>> backend;

    /// All endpoints of a backend's port, whatever their labels.
    public final Derivation<BackendPortKey, List<BackendEndpoint>> endpoints;

    /// Who answers at any port of a host, each once and in order, as far as it is known.
    public final Derivation<VisibleHost, List<WorkloadIdentity>> identities;

    final HostNodes hosts;
    final WorkloadNodes workloads;

    private final ConfigTables tables;
    private final Index<ObjectKey, ObjectKey> slicesOfService;

    public ServiceNodes(
            IncrementalGraph graph,
            ConfigTables tables,
            Table<String, ProxyGroup> groups,
            Function<Evaluation, MeshConfig> mesh) {
        this.tables = tables;
        hosts = new HostNodes(graph, tables, groups, mesh);
        workloads = new WorkloadNodes(graph, tables);
        slicesOfService = graph.index("slices of service", tables.endpointSlices, this::serviceOf);
        backend = graph.derivation("backend", this::backend);
        endpoints = graph.derivation("endpoints", this::endpoints);
        identities = graph.derivation("identities of endpoints", this::identities);
    }

    /// How the group's proxies learn the endpoints of a backend's port; absent where there is
    /// nothing to look up.
    ///
    /// @param groups the endpoints, for a backend whose endpoints do not travel apart
    public Optional<Discovery> discovery(
            Evaluation e,
            GroupUpstream upstream,
            Backend found,
            Supplier<List<EndpointGroup>> groups) {
        if (found.resolution() == BackendResolution.LISTED) {
            return Optional.of(new Discovery.Delivered());
        }
        return BackendDiscovery.of(
                found.resolution(), hosts.lookup(e, upstream.group()), groups.get());
    }

    /// All hosts of ServiceEntries that are no wildcards, whoever may see them; sorted.
    public SortedSet<String> namesOfEntries(Evaluation e) {
        return hosts.names(e);
    }

    /// Why nothing stands for the host although something nearly does.
    public Optional<String> whyMissing(Evaluation e, VisibleHost host) {
        return new MissingBackend(hosts, host).why(e);
    }

    private Set<ObjectKey> serviceOf(Evaluation e, ObjectKey key) {
        return e.read(tables.endpointSlices, key)
                .map(slice -> slice.metadata().labels().get(EndpointSlice.SERVICE_NAME_LABEL))
                .map(service -> Set.of(new ObjectKey(Kind.SERVICE, key.namespace(), service)))
                .orElse(Set.of());
    }

    private Optional<Backend> backend(Evaluation e, VisibleHost key) {
        Optional<Service> service = hosts.visibleService(e, key);
        if (service.isPresent()) {
            return ServiceBackend.isExternalName(service.get())
                    ? externalName(e, key, service.get())
                    : Optional.of(ServiceBackend.of(service.get(), key.host()));
        }
        List<ServiceEntry> entries = hosts.visibleEntries(e, key);
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ServiceEntryBackend(entries.getFirst(), key.host(), hosts.mesh(e))
                                .with(entries.subList(1, entries.size())));
    }

    private Optional<Backend> externalName(Evaluation e, VisibleHost key, Service service) {
        return switch (hosts.follow(e, key.group(), service)) {
            case ExternalName.Inside(String target) -> {
                List<BackendPort> own = ServiceBackend.backendPorts(service);
                List<BackendPort> ports =
                        own.isEmpty()
                                ? e.get(backend, new VisibleHost(key.group(), target))
                                        .map(Backend::ports)
                                        .orElse(List.of())
                                : own;
                yield Optional.of(ServiceBackend.alias(service, key.host(), target, ports));
            }
            case ExternalName.Outside _ -> Optional.of(ServiceBackend.outside(service, key.host()));
            case ExternalName.Nowhere _ -> Optional.empty();
        };
    }

    private List<WorkloadIdentity> identities(Evaluation e, VisibleHost key) {
        return e.get(backend, key).stream()
                .flatMap(found ->
                        found.ports().stream()
                                .map(port ->
                                        new BackendPortKey(
                                                found.origin(), key.host(), port.number())))
                .flatMap(port -> e.get(endpoints, port).stream())
                .flatMap(endpoint -> endpoint.identity().stream())
                .distinct()
                .sorted()
                .toList();
    }

    private List<BackendEndpoint> endpoints(Evaluation e, BackendPortKey key) {
        return key.origin().kind() == Kind.SERVICE ? ofService(e, key) : ofEntries(e, key);
    }

    private List<BackendEndpoint> ofService(Evaluation e, BackendPortKey key) {
        Optional<Service> service = e.read(tables.services, key.origin());
        Optional<Service.Port> port =
                service.stream()
                        .flatMap(ServiceBackend::ports)
                        .filter(p -> p.port() == key.port())
                        .findFirst();
        if (service.isEmpty() || port.isEmpty()) {
            return List.of();
        }
        if (ServiceBackend.isExternalName(service.get())) {
            return List.of(ServiceEndpoints.outside(service.get(), key.port()));
        }
        ServiceEndpoints own = new ServiceEndpoints(workloads, service.get(), port.get());
        List<EndpointSlice> slices =
                e.members(slicesOfService, key.origin()).stream()
                        .flatMap(slice -> e.read(tables.endpointSlices, slice).stream())
                        .toList();
        return Stream.of(
                        slices.isEmpty() ? own.fromPods(e) : own.fromSlices(e, slices),
                        own.fromWorkloadEntries(e),
                        entryEndpoints(e, key, BackendResolution.LISTED, port.get().name()))
                .flatMap(List::stream)
                .toList();
    }

    private List<BackendEndpoint> ofEntries(Evaluation e, BackendPortKey key) {
        Optional<ServiceEntry> origin = e.read(tables.serviceEntries, key.origin());
        if (origin.isEmpty()) {
            return List.of();
        }
        String portName =
                Stream.concat(
                                origin.stream(),
                                hosts.entriesOf(e, key.origin().namespace(), key.host()).stream())
                        .flatMap(entry -> entry.spec().ports().stream())
                        .filter(port -> port.number() == key.port())
                        .map(ServiceEntry.Port::name)
                        .findFirst()
                        .orElse("");
        BackendResolution resolution = ServiceEntryBackend.resolution(origin.get(), key.host());
        List<BackendEndpoint> found = entryEndpoints(e, key, resolution, portName);
        return resolution == BackendResolution.DNS_ROUND_ROBIN && !found.isEmpty()
                ? List.of(found.getFirst())
                : found;
    }

    /// Of all ServiceEntries that describe the host in the backend's namespace. Ports go together
    /// by their names where endpoints are listed, by their numbers where they are looked up, as in
    /// Istio.
    private List<BackendEndpoint> entryEndpoints(
            Evaluation e, BackendPortKey key, BackendResolution resolution, String portName) {
        ServiceEntryEndpoints reader = new ServiceEntryEndpoints(workloads, key.host());
        return hosts.entriesOf(e, key.origin().namespace(), key.host()).stream()
                .flatMap(entry ->
                        entry.spec().ports().stream()
                                .filter(port ->
                                        resolution == BackendResolution.LISTED
                                                ? port.name().equals(portName)
                                                : port.number() == key.port())
                                .flatMap(port -> reader.of(e, entry, port).stream()))
                .filter(endpoint -> ServiceEntryEndpoints.usable(resolution, endpoint.address()))
                .toList();
    }
}
