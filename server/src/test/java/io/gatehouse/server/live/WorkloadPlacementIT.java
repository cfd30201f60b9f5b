// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.testing.GatewayRequest.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.Kind;
import io.gatehouse.routing.Placement;
import io.gatehouse.testing.EchoBackend;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Endpoints that say in which network or place they are, chosen by that.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkloadPlacementIT {
    private static final String HOST = "app.example.com";
    private static final String SUBSET_BY_NETWORK =
            "subsets: [{name: two, labels: {topology.istio.io/network: second}}]";

    private final EchoBackend one = EchoBackend.start("one");
    private final EchoBackend two = EchoBackend.start("two");
    private LiveGateway gateway;

    @BeforeAll
    void start() {
        gateway =
                LiveGateway.startIn(
                        new Placement("eu", "eu-1", ""),
                        Yaml.GATEWAY,
                        Yaml.virtualService(
                                "app",
                                HOST,
                                """
                                - match: [{uri: {prefix: /two}}]
                                  route: [{destination: {host: ext.example.org, subset: two}}]
                                - route: [{destination: {host: ext.example.org}}]
                                """));
    }

    @AfterAll
    void stop() {
        gateway.close();
        one.close();
        two.close();
    }

    @AfterEach
    void clear() {
        gateway.delete(Kind.DESTINATION_RULE, "ext");
        gateway.delete(Kind.SERVICE_ENTRY, "ext");
        gateway.delete(Kind.WORKLOAD_ENTRY, "one");
        gateway.delete(Kind.WORKLOAD_ENTRY, "two");
    }

    private static String entry(String endpoints) {
        return """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: ext, namespace: default}
        spec:
          hosts: [ext.example.org]
          ports: [{number: 80, name: http, protocol: HTTP}]
          resolution: STATIC
          %s
        """
                .formatted(endpoints);
    }

    private static String workload(EchoBackend backend, String where) {
        return """
        apiVersion: networking.istio.io/v1
        kind: WorkloadEntry
        metadata: {name: %s, namespace: default}
        spec: {address: 127.0.0.1, ports: {http: %d}, labels: {app: ext}, %s}
        """
                .formatted(backend.name(), backend.port(), where);
    }

    private static String rule(String spec) {
        return """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: ext, namespace: default}
        spec: {host: ext.example.org, %s}
        """
                .formatted(spec);
    }

    private void awaitAnswersOf(String path, String... backends) {
        await().atMost(Duration.ofSeconds(10))
                .pollDelay(Duration.ZERO)
                .ignoreExceptions()
                .untilAsserted(() -> {
                    Set<String> answering = new HashSet<>();
                    for (int i = 0; i < 30; i++) {
                        answering.add(gateway.send(get(HOST, path)).echo().backend());
                    }
                    assertThat(answering).containsExactlyInAnyOrder(backends);
                });
    }

    @Test
    void aSubsetTakesTheEndpointsOfANetwork() {
        gateway.apply(
                rule(SUBSET_BY_NETWORK),
                entry(
                        "endpoints: [{address: 127.0.0.1, network: first, ports: {http: %d}}, {address: 127.0.0.1, network: second, ports: {http: %d}}]"
                                .formatted(one.port(), two.port())));
        awaitAnswersOf("/", "one", "two");
        awaitAnswersOf("/two", "two");
    }

    @Test
    void aSubsetTakesTheWorkloadsOfANetwork() {
        gateway.apply(
                rule(SUBSET_BY_NETWORK),
                entry("workloadSelector: {labels: {app: ext}}"),
                workload(one, "network: first"),
                workload(two, "network: second"));
        awaitAnswersOf("/", "one", "two");
        awaitAnswersOf("/two", "two");
    }

    @Test
    void theWorkloadInTheGatewaysPlaceComesFirst() {
        gateway.apply(
                rule("trafficPolicy: {outlierDetection: {maxEjectionPercent: 100}}"),
                entry("workloadSelector: {labels: {app: ext}}"),
                workload(one, "locality: us/us-1"),
                workload(two, "locality: eu/eu-1"));
        awaitAnswersOf("/", "two");

        gateway.delete(Kind.WORKLOAD_ENTRY, "two");
        awaitAnswersOf("/", "one");
    }
}
