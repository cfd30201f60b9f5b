// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Observers.awaitTold;
import static io.gatehouse.server.live.Yaml.HOST;
import static io.gatehouse.testing.GatewayRequest.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.testing.GatewayClient;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Istio's metrics, as a proxy keeps them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsIT {
    private static final ObjectKey MESH = new ObjectKey(Kind.CONFIG_MAP, "istio-system", "istio");

    private final Backends shop = Backends.start("shop", 1);
    private LiveGateway gateway;
    private Observers observers;

    @BeforeAll
    void start() {
        gateway =
                LiveGateway.start(
                        Yaml.GATEWAY,
                        Yaml.tcpTo("raw", "shop"),
                        shop.yaml(),
                        Yaml.routeTo("shop", HOST, "shop"));
        observers = new Observers(gateway);
    }

    @AfterAll
    void stop() {
        gateway.close();
        shop.close();
    }

    @AfterEach
    void clear() {
        observers.clear();
        gateway.change(List.of(), List.of(MESH));
    }

    private Stream<String> metrics(String name) {
        return gateway.envoy()
                .admin("/stats/prometheus?filter=istio")
                .lines()
                .filter(line -> line.startsWith("envoy_istio_" + name));
    }

    private void awaitMetric(String name, String... parts) {
        awaitTold(
                name + " " + List.of(parts),
                () -> metrics(name).anyMatch(line -> Stream.of(parts).allMatch(line::contains)));
    }

    @Test
    void withoutAProviderNoneIsKept() {
        gateway.send(get(HOST, "/"));
        assertThat(metrics("").filter(line -> line.contains("path=\"/none\""))).isEmpty();
        assertThat(gateway.envoy().admin("/config_dump?resource=dynamic_listeners"))
                .doesNotContain("requests_total");
    }

    @Test
    void requestsAreCountedByServiceAndAnswer() {
        gateway.apply(Yaml.meshLines("defaultProviders: {metrics: [prometheus]}"));
        gateway.send(get(HOST, "/"));
        gateway.send(get(HOST, "/status/503"));
        gateway.send(get("nobody.example.com", "/"));

        awaitMetric(
                "requests_total",
                "reporter=\"source\"",
                "destination_service=\"shop.default.svc.cluster.local\"",
                "destination_service_name=\"shop\"",
                "destination_service_namespace=\"default\"",
                "source_workload_namespace=\"istio-system\"",
                "request_protocol=\"http\"",
                "response_code=\"200\"");
        awaitMetric("requests_total", "destination_service=\"unknown\"", "response_code=\"404\"");
        awaitMetric("request_duration_milliseconds_count", "response_code=\"200\"");
        awaitMetric("request_bytes_count", "response_code=\"200\"");
        awaitMetric("response_bytes_count", "response_code=\"200\"");
    }

    @Test
    void connectionsAreCounted() throws IOException {
        gateway.apply(Yaml.meshLines("defaultProviders: {metrics: [prometheus]}"));
        GatewayClient.plain(gateway.port(8000)).get(HOST, "/");

        awaitMetric(
                "tcp_connections_closed_total",
                "destination_service_name=\"shop\"",
                "request_protocol=\"tcp\"");
        awaitMetric("tcp_sent_bytes_total", "destination_service_name=\"shop\"");
        awaitMetric("tcp_received_bytes_total", "destination_service_name=\"shop\"");
    }

    @Test
    void tagsAndMetricsAreChanged() {
        observers.apply(
                "metrics",
                "{metrics: [{providers: [{name: prometheus}], overrides: [{match: {metric: REQUEST_COUNT, mode: CLIENT}, tagOverrides: {source_app: {operation: REMOVE}, path: {operation: UPSERT, value: request.path}}}, {match: {metric: REQUEST_SIZE}, disabled: true}, {match: {customMetric: mine}, disabled: false}]}]}");
        gateway.send(get(HOST, "/changed"));

        awaitMetric("requests_total", "path=\"/changed\"");
        assertThat(metrics("requests_total").filter(line -> line.contains("path=\"/changed\"")))
                .noneMatch(line -> line.contains("source_app"));
        assertThat(gateway.envoy().admin("/config_dump?resource=dynamic_listeners"))
                .contains("response_bytes")
                .doesNotContain("request_bytes");
        assertThat(gateway.findings(FindingCode.METRIC_NOT_KEPT)).hasSize(1);
    }

    @Test
    void allAreTurnedOff() {
        gateway.apply(Yaml.meshLines("defaultProviders: {metrics: [prometheus]}"));
        observers.apply(
                "quiet",
                "{metrics: [{overrides: [{match: {metric: ALL_METRICS}, disabled: true}]}]}");

        assertThat(gateway.envoy().admin("/config_dump?resource=dynamic_listeners"))
                .doesNotContain("requests_total");
    }
}
