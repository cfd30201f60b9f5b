// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.core.EndpointSlice;
import io.gatehouse.config.core.EndpointSlice.Endpoint;
import io.gatehouse.server.ControlPlaneState;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;

/// Where the other replicas are, which are the ready endpoints of the control plane's Service.
///
/// @param self the name of this replica's Pod
/// @param port where every replica serves proxies by TLS
record ReplicaAddresses(String namespace, String service, String self, int port) {

    Set<InetSocketAddress> others(ControlPlaneState state) {
        Set<InetSocketAddress> addresses = new HashSet<>();
        state.objects().tailMap(new ObjectKey(Kind.ENDPOINT_SLICE, namespace, "")).values().stream()
                .takeWhile(object ->
                        object instanceof EndpointSlice slice
                                && slice.metadata().namespace().equals(namespace))
                .map(EndpointSlice.class::cast)
                .filter(slice ->
                        service.equals(
                                slice.metadata().labels().get(EndpointSlice.SERVICE_NAME_LABEL)))
                .flatMap(slice -> slice.endpoints().stream())
                .filter(endpoint -> isReady(endpoint) && !isSelf(endpoint))
                .flatMap(endpoint -> endpoint.addresses().stream().limit(1))
                .forEach(address -> addresses.add(new InetSocketAddress(address, port)));
        return addresses;
    }

    private static boolean isReady(Endpoint endpoint) {
        return endpoint.conditions().flatMap(c -> c.ready()).orElse(true);
    }

    private boolean isSelf(Endpoint endpoint) {
        return endpoint.targetRef().filter(pod -> pod.name().equals(self)).isPresent();
    }
}
