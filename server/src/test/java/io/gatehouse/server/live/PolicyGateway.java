// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.awaitility.Awaitility.await;

import io.gatehouse.testing.GatewayConnection;
import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.GatewayResponse;
import io.gatehouse.testing.GatewayStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/// A gateway that serves [PolicyCase]s, all of them from its start, so that no test sees a change
/// on its way.
final class PolicyGateway implements AutoCloseable {
    private final LiveGateway gateway;
    private final List<GatewayConnection> connections = new ArrayList<>();

    private PolicyGateway(LiveGateway gateway) {
        this.gateway = gateway;
    }

    /// @param more objects, such as the mesh's ConfigMap
    static PolicyGateway start(List<PolicyCase> cases, String... more) {
        Stream<String> services = cases.stream().map(PolicyCase::yaml);
        LiveGateway gateway =
                LiveGateway.start(
                        Stream.of(Stream.of(Yaml.GATEWAY), services, Stream.of(more))
                                .flatMap(Function.identity())
                                .toArray(String[]::new));
        LiveGateway.awaitStatus(gateway.http(), "nobody.example.com", "/", 404);
        return new PolicyGateway(gateway);
    }

    GatewayResponse get(String name) {
        return get(name, "/");
    }

    GatewayResponse get(String name, String path) {
        return gateway.send(GatewayRequest.get(PolicyCase.host(name), path));
    }

    LiveGateway live() {
        return gateway;
    }

    /// Sends a request on a connection of its own and does not wait for the answer.
    GatewayStream start(String name, String path) throws IOException {
        GatewayConnection connection = gateway.http().connect();
        connections.add(connection);
        return connection.start(GatewayRequest.get(PolicyCase.host(name), path));
    }

    /// Whether the proxy has ejected an endpoint of that case.
    boolean ejected(String name) {
        String cluster = PolicyCase.cluster(name) + "::";
        return gateway.envoy()
                .admin("/clusters")
                .lines()
                .anyMatch(
                        line -> line.startsWith(cluster) && line.contains("failed_outlier_check"));
    }

    static void until(BooleanSupplier condition) {
        await().atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(condition::getAsBoolean);
    }

    @Override
    public void close() {
        try {
            for (GatewayConnection connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            gateway.close();
        }
    }
}
