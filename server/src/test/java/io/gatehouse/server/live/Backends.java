// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import io.gatehouse.testing.EchoBackend;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A Service of the namespace `default` and the backends on loopback that answer for it, under its
/// name and a number.
final class Backends implements AutoCloseable {
    private final String service;
    private final List<EchoBackend> backends;

    private Backends(String service, List<EchoBackend> backends) {
        this.service = service;
        this.backends = backends;
    }

    static Backends start(String service, int count) {
        return new Backends(
                service,
                IntStream.range(0, count)
                        .mapToObj(i -> EchoBackend.start(service + "-" + i))
                        .toList());
    }

    int requests() {
        return backends.stream().mapToInt(EchoBackend::requests).sum();
    }

    /// The Service with port 80, and an EndpointSlice for each backend.
    String yaml() {
        String slices =
                backends.stream()
                        .map(backend ->
                                """
                                ---
                                apiVersion: discovery.k8s.io/v1
                                kind: EndpointSlice
                                metadata: {name: %s, namespace: default, labels: {kubernetes.io/service-name: %s}}
                                addressType: IPv4
                                ports: [{name: http, port: %d}]
                                endpoints: [{addresses: ["127.0.0.1"], conditions: {ready: true}}]
                                """
                                        .formatted(backend.name(), service, backend.port()))
                        .collect(Collectors.joining());
        return """
        apiVersion: v1
        kind: Service
        metadata: {name: %s, namespace: default}
        spec: {ports: [{name: http, port: 80}]}
        """
                        .formatted(service)
                + slices;
    }

    @Override
    public void close() {
        backends.forEach(EchoBackend::close);
    }
}
