// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.core.EndpointSlice;
import io.gatehouse.config.core.EndpointSlice.Endpoint;
import io.gatehouse.server.ControlPlaneState;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Where the other replicas are, which are the ready endpoints of the control plane's Service.
///
/// @param self the name of this replica's Pod
/// @param port where every replica serves proxies by TLS
record ReplicaAddresses(String namespace, String service, String self, int port) {

    /// One address of each, though it may have one of each family.
    Set<InetSocketAddress> others(ControlPlaneState state) {
        Map<String, String> addresses = new HashMap<>();
        state.objects().tailMap(new ObjectKey(Kind.ENDPOINT_SLICE, namespace, "")).values().stream()
                .takeWhile(object ->
                        object instanceof EndpointSlice slice
                                && slice.metadata().namespace().equals(namespace))
                .map(EndpointSlice.class::cast)
                .filter(slice ->
                        service.equals(
                                slice.metadata().labels().get(EndpointSlice.SERVICE_NAME_LABEL)))
                .flatMap(slice -> slice.endpoints().stream())
                .filter(endpoint -> isReady(endpoint) && !pod(endpoint).equals(self))
                .filter(endpoint -> !endpoint.addresses().isEmpty())
                .forEach(endpoint ->
                        addresses.merge(
                                pod(endpoint),
                                endpoint.addresses().getFirst(),
                                (one, other) -> one.compareTo(other) <= 0 ? one : other));
        return addresses.values().stream()
                .map(address -> new InetSocketAddress(address, port))
                .collect(Collectors.toSet());
    }

    private static boolean isReady(Endpoint endpoint) {
        return endpoint.conditions().flatMap(c -> c.ready()).orElse(true);
    }

    private static String pod(Endpoint endpoint) {
        return endpoint.targetRef()
                .map(EndpointSlice.ObjectReference::name)
                .orElseGet(() -> String.join(",", endpoint.addresses()));
    }
}
