// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.core.Deployment;
import io.gatehouse.config.core.EndpointSlice;
import io.gatehouse.config.core.Pod;
import io.gatehouse.config.core.Protocol;
import io.gatehouse.config.core.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A pod of a Deployment that is really a server on a loopback port, as Kubernetes would show it.
record StandInPod(ObjectKey key, Deployment.Template template, int port) {
    private static final String LOOPBACK = "127.0.0.1";

    Pod pod() {
        ObjectMeta metadata =
                ObjectMeta.named(key.namespace(), key.name(), template.metadata().labels());
        Pod.Status status =
                new Pod.Status(
                        "Running",
                        LOOPBACK,
                        List.of(new Pod.PodIp(LOOPBACK)),
                        List.of(new Pod.Condition("Ready", "True")));
        return new Pod(metadata, template.spec(), Optional.of(status));
    }

    /// This pod alone: each has a port of its own, whatever the Service's target port.
    EndpointSlice slice(Service service) {
        String serviceName = service.metadata().name();
        ObjectMeta metadata =
                ObjectMeta.named(
                        key.namespace(),
                        serviceName + "-" + key.name(),
                        new TreeMap<>(Map.of(EndpointSlice.SERVICE_NAME_LABEL, serviceName)));
        List<EndpointSlice.Port> ports =
                service.spec().ports().stream()
                        .filter(it -> it.protocol() == Protocol.TCP)
                        .map(this::port)
                        .toList();
        return new EndpointSlice(
                metadata, EndpointSlice.AddressType.IPV4, List.of(endpoint()), ports);
    }

    private EndpointSlice.Port port(Service.Port of) {
        return new EndpointSlice.Port(
                Optional.of(of.name()), Protocol.TCP, Optional.of(port), of.appProtocol());
    }

    private EndpointSlice.Endpoint endpoint() {
        EndpointSlice.Conditions ready =
                new EndpointSlice.Conditions(
                        Optional.of(true), Optional.of(true), Optional.of(false));
        EndpointSlice.ObjectReference self =
                new EndpointSlice.ObjectReference(
                        Kind.POD.kindName(), key.namespace(), key.name(), "");
        return new EndpointSlice.Endpoint(
                List.of(LOOPBACK),
                Optional.of(ready),
                Optional.empty(),
                Optional.of(self),
                new TreeMap<>(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
