// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.core.EndpointSlice;
import io.gatehouse.config.core.Service;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.routing.Placement;
import io.gatehouse.routing.Readiness;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Who answers for a port of a Service: its EndpointSlices say, or, where no controller writes any,
/// its Pods do; and the WorkloadEntries that it selects.
record ServiceEndpoints(WorkloadNodes workloads, Service service, Service.Port port) {
    /// A Service with this label keeps the clients of an endpoint that is going.
    private static final String PERSISTENT_SESSION_LABEL = "istio.io/persistent-session";

    private static final int WEIGHT = 1;

    /// The name that a Service of type ExternalName stands for. Its ports are those of the name.
    static BackendEndpoint outside(Service service, int port) {
        return new BackendEndpoint(
                HostNodes.target(service),
                port,
                new TreeMap<>(),
                Placement.UNKNOWN,
                WEIGHT,
                Readiness.READY,
                Optional.empty());
    }

    List<BackendEndpoint> fromSlices(Evaluation e, Collection<EndpointSlice> slices) {
        List<BackendEndpoint> endpoints = new ArrayList<>();
        for (EndpointSlice slice : slices) {
            if (slice.addressType() != EndpointSlice.AddressType.FQDN) {
                slice.ports().stream()
                        .filter(p -> p.name().orElse("").equals(port.name()))
                        .flatMap(p -> p.port().stream())
                        .forEach(number ->
                                slice.endpoints()
                                        .forEach(endpoint ->
                                                readiness(endpoint)
                                                        .ifPresent(readiness ->
                                                                add(
                                                                        e, endpoint, number,
                                                                        readiness, endpoints))));
            }
        }
        return readiest(endpoints);
    }

    List<BackendEndpoint> fromPods(Evaluation e) {
        return service.spec().selector().isEmpty()
                ? List.of()
                : at(
                        workloads.selectPods(
                                e, service.metadata().namespace(), service.spec().selector()));
    }

    /// Those with an IP address.
    List<BackendEndpoint> fromWorkloadEntries(Evaluation e) {
        return service.spec().selector().isEmpty()
                ? List.of()
                : at(
                                workloads.selectEntries(
                                        e,
                                        service.metadata().namespace(),
                                        service.spec().selector()))
                        .stream()
                        .filter(endpoint -> IpAddress.is(endpoint.address()))
                        .toList();
    }

    private List<BackendEndpoint> at(List<Workload> found) {
        return found.stream()
                .flatMap(workload -> workload.at(port).stream())
                .map(this::published)
                .toList();
    }

    private BackendEndpoint published(BackendEndpoint endpoint) {
        boolean anyway =
                service.spec().publishNotReadyAddresses()
                        && endpoint.readiness() == Readiness.UNREADY;
        return anyway
                ? new BackendEndpoint(
                        endpoint.address(),
                        endpoint.port(),
                        endpoint.labels(),
                        endpoint.placement(),
                        endpoint.weight(),
                        Readiness.READY,
                        endpoint.identity())
                : endpoint;
    }

    /// One that is ready gets requests, terminating or not; one that is terminating gets none and
    /// is left out, unless its clients are to be kept; any other is told to Envoy as unhealthy.
    private Optional<Readiness> readiness(EndpointSlice.Endpoint endpoint) {
        Optional<EndpointSlice.Conditions> conditions = endpoint.conditions();
        boolean ready = conditions.flatMap(EndpointSlice.Conditions::ready).orElse(true);
        if (ready) {
            return Optional.of(Readiness.READY);
        }
        if (!conditions.flatMap(EndpointSlice.Conditions::terminating).orElse(false)) {
            return Optional.of(Readiness.UNREADY);
        }
        boolean drains =
                conditions.flatMap(EndpointSlice.Conditions::serving).orElse(false)
                        && service.metadata().labels().containsKey(PERSISTENT_SESSION_LABEL);
        return drains ? Optional.of(Readiness.DRAINING) : Optional.empty();
    }

    private void add(
            Evaluation e,
            EndpointSlice.Endpoint endpoint,
            int number,
            Readiness readiness,
            List<BackendEndpoint> endpoints) {
        for (String address : endpoint.addresses()) {
            PodWhereabouts whereabouts =
                    workloads.whereabouts(e, service.metadata().namespace(), endpoint, address);
            endpoints.add(
                    new BackendEndpoint(
                            address,
                            number,
                            whereabouts.labels(),
                            whereabouts.placement(),
                            WEIGHT,
                            WorkloadReader.unlessDraining(whereabouts.labels(), readiness),
                            whereabouts.identity()));
        }
    }

    /// An endpoint on its way from one slice to another is in both for a while.
    private static List<BackendEndpoint> readiest(List<BackendEndpoint> endpoints) {
        record Place(String address, int port) {}
        Map<Place, BackendEndpoint> places = new LinkedHashMap<>();
        endpoints.stream()
                .sorted(Comparator.comparing(BackendEndpoint::readiness))
                .forEach(endpoint ->
                        places.putIfAbsent(
                                new Place(endpoint.address(), endpoint.port()), endpoint));
        return List.copyOf(places.values());
    }
}
