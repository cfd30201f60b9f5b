// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.SortedMaps;
import io.gatehouse.config.core.EndpointSlice;
import io.gatehouse.config.core.IntOrString;
import io.gatehouse.config.core.Pod;
import io.gatehouse.config.core.PodSpec;
import io.gatehouse.config.core.Service;
import io.gatehouse.routing.Placement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Who answers for a port of a Service: its EndpointSlices say, or, where no controller writes any,
/// its pods do.
final class ServiceEndpoints {
    private static final int WEIGHT = 1;

    private ServiceEndpoints() {}

    /// @param podOf the Pod that an endpoint of a slice is, if there is one
    static List<BackendEndpoint> fromSlices(
            Service.Port port,
            Collection<EndpointSlice> slices,
            Function<EndpointSlice.Endpoint, Optional<Pod>> podOf) {
        List<BackendEndpoint> endpoints = new ArrayList<>();
        for (EndpointSlice slice : slices) {
            if (slice.addressType() != EndpointSlice.AddressType.FQDN) {
                slice.ports().stream()
                        .filter(p -> p.name().orElse("").equals(port.name()))
                        .flatMap(p -> p.port().stream())
                        .forEach(number ->
                                slice.endpoints()
                                        .forEach(e -> add(endpoints, e, number, podOf.apply(e))));
            }
        }
        return List.copyOf(endpoints);
    }

    static List<BackendEndpoint> fromPods(Service.Port port, Collection<Pod> pods) {
        List<BackendEndpoint> endpoints = new ArrayList<>();
        for (Pod pod : pods) {
            Optional<Pod.Status> status =
                    pod.status().filter(s -> !s.podIP().isEmpty() && running(s));
            Optional<Integer> number = targetPort(port, pod.spec());
            if (status.isPresent() && number.isPresent()) {
                endpoints.add(
                        new BackendEndpoint(
                                status.get().podIP(),
                                number.get(),
                                pod.metadata().labels(),
                                Placement.UNKNOWN,
                                WEIGHT,
                                ready(status.get())));
            }
        }
        return List.copyOf(endpoints);
    }

    /// The number of the pod's port behind a Service's port: itself a number, or the name of a
    /// container's port.
    static Optional<Integer> targetPort(Service.Port port, PodSpec pod) {
        return switch (port.targetPort().orElse(new IntOrString.Int(port.port()))) {
            case IntOrString.Int(int number) -> Optional.of(number == 0 ? port.port() : number);
            case IntOrString.Text(String name) ->
                    pod.containers().stream()
                            .flatMap(container -> container.ports().stream())
                            .filter(p -> p.name().equals(name))
                            .map(PodSpec.ContainerPort::containerPort)
                            .findFirst();
        };
    }

    /// A terminating endpoint gets no new requests; one that is not ready is told to Envoy as
    /// unhealthy, as istiod does.
    private static void add(
            List<BackendEndpoint> endpoints,
            EndpointSlice.Endpoint endpoint,
            int port,
            Optional<Pod> pod) {
        boolean ready = endpoint.conditions().flatMap(EndpointSlice.Conditions::ready).orElse(true);
        boolean terminating =
                endpoint.conditions().flatMap(EndpointSlice.Conditions::terminating).orElse(false);
        if (terminating) {
            return;
        }
        Placement placement =
                endpoint.zone().map(zone -> new Placement("", zone, "")).orElse(Placement.UNKNOWN);
        SortedMap<String, String> labels =
                pod.map(p -> p.metadata().labels()).orElse(SortedMaps.copyOf(new TreeMap<>()));
        endpoint.addresses()
                .forEach(address ->
                        endpoints.add(
                                new BackendEndpoint(
                                        address, port, labels, placement, WEIGHT, ready)));
    }

    private static boolean running(Pod.Status status) {
        return status.phase().isEmpty() || status.phase().equals("Running");
    }

    private static boolean ready(Pod.Status status) {
        return status.conditions().stream()
                .filter(condition -> condition.type().equals("Ready"))
                .allMatch(condition -> condition.status().equals("True"));
    }
}
