// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.testing.GatewayRequest.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testing.EchoBackend;
import io.gatehouse.testing.GatewayResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The Service `shop` with backends that run at places, each on a Node of its own. A place is
/// `region/zone`, and behind `#` what tells two Nodes there apart.
final class PlacedBackends implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int SAMPLE = 40;

    private final List<EchoBackend> backends;

    private PlacedBackends(List<EchoBackend> backends) {
        this.backends = backends;
    }

    static PlacedBackends start(String... places) {
        return new PlacedBackends(Arrays.stream(places).map(EchoBackend::start).toList());
    }

    /// @param annotations such as `{a: b}`
    /// @param spec further fields, each ended by a comma
    static String service(String annotations, String spec) {
        return """
        apiVersion: v1
        kind: Service
        metadata: {name: shop, namespace: default, annotations: %s}
        spec: {%s ports: [{name: http, port: 80}]}
        """
                .formatted(annotations, spec);
    }

    String nodes() {
        return backends.stream()
                .map(backend ->
                        """
                        apiVersion: v1
                        kind: Node
                        metadata:
                          name: %s
                          labels: {topology.kubernetes.io/region: %s, topology.kubernetes.io/zone: %s}
                        """
                                .formatted(node(backend), part(backend, 0), part(backend, 1)))
                .collect(Collectors.joining("---\n"));
    }

    /// An EndpointSlice for each.
    String slices(String... unready) {
        return backends.stream()
                .map(backend ->
                        """
                        apiVersion: discovery.k8s.io/v1
                        kind: EndpointSlice
                        metadata: {name: shop-%s, namespace: default, labels: {kubernetes.io/service-name: shop}}
                        addressType: IPv4
                        ports: [{name: http, port: %d}]
                        endpoints: [{addresses: ["127.0.0.1"], nodeName: %s, conditions: {ready: %s}}]
                        """
                                .formatted(
                                        node(backend),
                                        backend.port(),
                                        node(backend),
                                        !List.of(unready).contains(backend.name())))
                .collect(Collectors.joining("---\n"));
    }

    /// Waits until these, and no others, answer.
    void awaitAnswersOf(LiveGateway gateway, String... places) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .untilAsserted(
                        () -> assertThat(answering(gateway)).containsExactlyInAnyOrder(places));
    }

    private static Set<String> answering(LiveGateway gateway) {
        Set<String> answering = new TreeSet<>();
        for (int i = 0; i < SAMPLE; i++) {
            GatewayResponse response = gateway.send(get(Yaml.HOST, "/"));
            assertThat(response.status()).isEqualTo(200);
            answering.add(response.echo().backend());
        }
        return answering;
    }

    private static String node(EchoBackend backend) {
        return backend.name().replace('/', '-').replace('#', '-');
    }

    private static String part(EchoBackend backend, int index) {
        return backend.name().split("[/#]", -1)[index];
    }

    @Override
    public void close() {
        backends.forEach(EchoBackend::close);
    }
}
