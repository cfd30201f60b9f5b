// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.core.EndpointSlice;
import io.gatehouse.config.core.IntOrString;
import io.gatehouse.config.core.Pod;
import io.gatehouse.config.core.PodSpec;
import io.gatehouse.config.core.Service;
import io.gatehouse.routing.EndpointGroup;
import io.gatehouse.routing.Placement;
import io.gatehouse.routing.UpstreamEndpoint;
import io.gatehouse.routing.UpstreamEndpoints;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Who answers for a port of a Service: its EndpointSlices say, or, where no controller writes any,
/// its pods do.
final class EndpointTranslator {
    private static final int WEIGHT = 1;
    private static final Comparator<UpstreamEndpoint> BY_ADDRESS =
            Comparator.comparing(UpstreamEndpoint::address)
                    .thenComparingInt(UpstreamEndpoint::port);
    private static final Comparator<Placement> BY_PLACE =
            Comparator.comparing(Placement::region)
                    .thenComparing(Placement::zone)
                    .thenComparing(Placement::subzone);

    private final TreeMap<Placement, SortedSet<UpstreamEndpoint>> found = new TreeMap<>(BY_PLACE);

    private EndpointTranslator() {}

    static UpstreamEndpoints fromSlices(
            String upstream, Service.Port port, Collection<EndpointSlice> slices) {
        EndpointTranslator translator = new EndpointTranslator();
        for (EndpointSlice slice : slices) {
            if (slice.addressType() != EndpointSlice.AddressType.FQDN) {
                slice.ports().stream()
                        .filter(p -> p.name().orElse("").equals(port.name()))
                        .flatMap(p -> p.port().stream())
                        .forEach(number ->
                                slice.endpoints().forEach(e -> translator.add(e, number)));
            }
        }
        return translator.result(upstream);
    }

    static UpstreamEndpoints fromPods(String upstream, Service.Port port, Collection<Pod> pods) {
        EndpointTranslator translator = new EndpointTranslator();
        for (Pod pod : pods) {
            Optional<Pod.Status> status =
                    pod.status().filter(s -> !s.podIP().isEmpty() && running(s));
            Optional<Integer> number = targetPort(port, pod.spec());
            if (status.isPresent() && number.isPresent()) {
                translator.add(
                        Placement.UNKNOWN, status.get().podIP(), number.get(), ready(status.get()));
            }
        }
        return translator.result(upstream);
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
    private void add(EndpointSlice.Endpoint endpoint, int port) {
        boolean ready = endpoint.conditions().flatMap(EndpointSlice.Conditions::ready).orElse(true);
        boolean terminating =
                endpoint.conditions().flatMap(EndpointSlice.Conditions::terminating).orElse(false);
        if (!terminating) {
            Placement placement =
                    endpoint.zone()
                            .map(zone -> new Placement("", zone, ""))
                            .orElse(Placement.UNKNOWN);
            endpoint.addresses().forEach(address -> add(placement, address, port, ready));
        }
    }

    private void add(Placement placement, String address, int port, boolean ready) {
        found.computeIfAbsent(placement, _ -> new TreeSet<>(BY_ADDRESS))
                .add(new UpstreamEndpoint(address, port, ready, WEIGHT));
    }

    private UpstreamEndpoints result(String upstream) {
        List<EndpointGroup> groups =
                found.entrySet().stream()
                        .map(entry ->
                                new EndpointGroup(entry.getKey(), List.copyOf(entry.getValue())))
                        .toList();
        return new UpstreamEndpoints(upstream, groups);
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
