// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.PolicyGateway.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.ConnectionBackend;
import io.gatehouse.testing.GatewayStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What a policy says of one port holds for that port: each Service has port 80 under the policy of
/// the host and, reached by `/81`, port 81 under its own. Both are the same endpoints.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PortPolicyIT {
    private static final int TLS_HANDSHAKE = 22;

    private final List<ConnectionBackend> backends = new ArrayList<>();
    private ServerSocket reached;
    private PolicyGateway gateway;

    @BeforeAll
    void start() throws IOException {
        reached = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        gateway =
                PolicyGateway.start(
                        List.of(),
                        service(
                                "pool",
                                "connectionPool: {http: {maxRequestsPerConnection: 1}}",
                                "connectionPool: {http: {maxRequestsPerConnection: 2}}",
                                backend(200)),
                        service(
                                "balance",
                                "loadBalancer: {simple: ROUND_ROBIN}",
                                "loadBalancer: {consistentHash: {useSourceIp: true}}",
                                backend(200),
                                backend(201)),
                        service(
                                "eject",
                                "outlierDetection: {consecutive5xxErrors: 0}",
                                "outlierDetection: {consecutive5xxErrors: 1, maxEjectionPercent: 100}",
                                backend(200),
                                backend(500)),
                        service(
                                "secure",
                                "connectionPool: {tcp: {maxConnections: 10}}",
                                "tls: {mode: SIMPLE, insecureSkipVerify: true}",
                                reached.getLocalPort()));
    }

    @AfterAll
    void stop() throws IOException {
        gateway.close();
        backends.forEach(ConnectionBackend::close);
        reached.close();
    }

    private int backend(int status) {
        ConnectionBackend backend = ConnectionBackend.start(status);
        backends.add(backend);
        return backend.port();
    }

    private static String service(String name, String policy, String port, Integer... endpoints) {
        String slices =
                Stream.of(endpoints)
                        .map(endpoint ->
                                """
                                ---
                                apiVersion: discovery.k8s.io/v1
                                kind: EndpointSlice
                                metadata: {name: %s-%d, namespace: default, labels: {kubernetes.io/service-name: %s}}
                                addressType: IPv4
                                ports: [{name: http, port: %d}, {name: http-admin, port: %d}]
                                endpoints: [{addresses: ["127.0.0.1"], conditions: {ready: true}}]
                                """
                                        .formatted(name, endpoint, name, endpoint, endpoint))
                        .reduce("", String::concat);
        String objects =
                """
                apiVersion: v1
                kind: Service
                metadata: {name: NAME, namespace: default}
                spec: {ports: [{name: http, port: 80}, {name: http-admin, port: 81}]}
                ---
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: NAME, namespace: default}
                spec:
                  host: NAME
                  trafficPolicy:
                    POLICY
                    portLevelSettings:
                    - port: {number: 81}
                      PORT
                """
                        .replace("NAME", name)
                        .replace("POLICY", policy)
                        .replace("PORT", port);
        String rules =
                """
                - match: [{uri: {prefix: /81}}]
                  route: [{destination: {host: NAME, port: {number: 81}}}]
                  retries: {attempts: 0}
                - route: [{destination: {host: NAME, port: {number: 80}}}]
                  retries: {attempts: 0}
                """
                        .replace("NAME", name);
        return String.join(
                "\n---\n",
                objects + slices,
                Yaml.virtualService(name, PolicyCase.host(name), rules));
    }

    private static <T> List<T> each(int count, Supplier<T> supplier) {
        return IntStream.range(0, count).mapToObj(_ -> supplier.get()).toList();
    }

    private List<Integer> statuses(String name, String path) {
        return each(10, () -> gateway.get(name, path).status());
    }

    private List<String> connections(String path) {
        return each(3, () -> gateway.get("pool", path).header("x-connection"));
    }

    /// The first byte that a request sends to its endpoint.
    private int firstByte(String path) throws IOException {
        GatewayStream request = gateway.start("secure", path);
        int first;
        try (Socket socket = reached.accept()) {
            first = socket.getInputStream().read();
        }
        assertThat(request.head().status()).isEqualTo(503);
        return first;
    }

    @Test
    void connections() {
        assertThat(connections("/")).containsExactly("1", "2", "3");
        assertThat(connections("/81")).containsExactly("4", "4", "5");
    }

    @Test
    void balancing() {
        assertThat(statuses("balance", "/")).contains(200, 201);
        assertThat(Set.copyOf(statuses("balance", "/81"))).hasSize(1);
    }

    @Test
    void ejection() {
        until(() -> !statuses("eject", "/81").contains(500));
        assertThat(statuses("eject", "/")).contains(500);
    }

    @Test
    void tls() throws IOException {
        assertThat(firstByte("/")).isEqualTo('G');
        assertThat(firstByte("/81")).isEqualTo(TLS_HANDSHAKE);
    }
}
