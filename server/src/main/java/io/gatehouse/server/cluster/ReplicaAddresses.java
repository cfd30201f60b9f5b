// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.ApiObjectReader;
import io.gatehouse.config.codec.JsonText;
import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.core.EndpointSlice;
import io.gatehouse.config.core.EndpointSlice.Endpoint;
import io.gatehouse.kubernetes.api.ApiFailure;
import io.gatehouse.kubernetes.api.ApiOutcome;
import io.gatehouse.kubernetes.api.ApiRequest;
import io.gatehouse.kubernetes.api.ApiServer;
import io.gatehouse.server.ControlPlaneState;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where the other replicas are, which are the ready endpoints of the control plane's Service.
///
/// @param self the name of this replica's Pod
/// @param port where every replica serves proxies by TLS
record ReplicaAddresses(String namespace, String service, String self, int port) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final ApiObjectReader READER = new ApiObjectReader(ReadLimits.DEFAULT);

    /// As they are known by now.
    Set<InetSocketAddress> others(ControlPlaneState state) {
        return others(
                state
                        .objects()
                        .tailMap(new ObjectKey(Kind.ENDPOINT_SLICE, namespace, ""))
                        .values()
                        .stream()
                        .takeWhile(object ->
                                object instanceof EndpointSlice slice
                                        && slice.metadata().namespace().equals(namespace))
                        .map(EndpointSlice.class::cast));
    }

    /// Asks for them.
    ///
    /// @throws IOException if they cannot be had
    Set<InetSocketAddress> others(ApiServer api) throws IOException {
        String path =
                "/apis/discovery.k8s.io/v1/namespaces/%s/endpointslices?labelSelector=%s%%3D%s"
                        .formatted(
                                namespace,
                                EndpointSlice.SERVICE_NAME_LABEL.replace("/", "%2F"),
                                service);
        return switch (api.send(ApiRequest.get(path))) {
            case ApiOutcome.Ok<String>(String text) -> others(slices(text));
            case ApiOutcome.Failed<String>(ApiFailure failure) ->
                    throw new IOException(failure.message());
        };
    }

    private static Stream<EndpointSlice> slices(String list) throws IOException {
        List<EndpointSlice> slices = new ArrayList<>();
        if (JsonText.parse(list) instanceof Map<?, ?> tree
                && tree.get("items") instanceof List<?> items) {
            for (Object item : items) {
                try (JsonParser parser = JSON.createParser(JsonText.compact(item))) {
                    parser.nextToken();
                    if (READER.read(parser, Kind.ENDPOINT_SLICE).result()
                                    instanceof ReadResult.Read read
                            && read.object() instanceof EndpointSlice slice) {
                        slices.add(slice);
                    }
                }
            }
        }
        return slices.stream();
    }

    /// One address of each, though it may have one of each family.
    private Set<InetSocketAddress> others(Stream<EndpointSlice> slices) {
        Map<String, String> addresses = new HashMap<>();
        slices.filter(slice ->
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
