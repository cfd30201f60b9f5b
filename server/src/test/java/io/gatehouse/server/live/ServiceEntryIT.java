// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.testing.GatewayRequest.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.testing.EchoBackend;
import io.gatehouse.testing.GatewayResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Destinations that no ordinary Service describes. Envoy's resolver answers `localhost` and all
/// names under it without asking anybody.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceEntryIT {
    private static final String HOST = "app.example.com";

    private final EchoBackend one = EchoBackend.start("one");
    private final EchoBackend two = EchoBackend.start("two");
    private LiveGateway gateway;

    @BeforeAll
    void start() {
        gateway = LiveGateway.start(Yaml.GATEWAY);
    }

    @AfterAll
    void stop() {
        gateway.close();
        one.close();
        two.close();
    }

    @AfterEach
    void clear() {
        gateway.delete(Kind.VIRTUAL_SERVICE, "app");
        gateway.delete(Kind.SERVICE_ENTRY, "ext");
    }

    private static String entry(String host, int targetPort, String spec) {
        return """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: ext, namespace: default}
        spec:
          hosts: ["%s"]
          ports: [{number: 80, name: http, protocol: HTTP, targetPort: %d}]
          %s
        """
                .formatted(host, targetPort, spec);
    }

    private static String routeTo(String host, String destination) {
        return Yaml.virtualService(
                "app",
                host,
                "- route: [{destination: {host: \"%s\", port: {number: 80}}}]"
                        .formatted(destination));
    }

    private void awaitStatus(String host, int status) {
        LiveGateway.awaitStatus(gateway.http(), host, "/", status);
    }

    private String backendOf(GatewayResponse response) {
        assertThat(response.status()).isEqualTo(200);
        return response.echo().backend();
    }

    @Test
    void staticEndpointsShareRequests() {
        gateway.apply(
                routeTo(HOST, "ext.example.org"),
                entry(
                        "ext.example.org",
                        one.port(),
                        "resolution: STATIC\n  endpoints: [{address: 127.0.0.1}, {address: 127.0.0.1, ports: {http: %d}}]"
                                .formatted(two.port())));

        Set<String> backends = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            backends.add(backendOf(gateway.send(get(HOST, "/"))));
        }
        assertThat(backends).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void dnsLooksUpItsHost() {
        gateway.apply(
                routeTo(HOST, "localhost.localhost"),
                entry("localhost.localhost", one.port(), "resolution: DNS"));

        awaitStatus(HOST, 200);
        assertThat(backendOf(gateway.send(get(HOST, "/")))).isEqualTo("one");
    }

    @Test
    void dnsRoundRobinLooksUpItsEndpoint() {
        gateway.apply(
                routeTo(HOST, "ext.example.org"),
                entry(
                        "ext.example.org",
                        one.port(),
                        "resolution: DNS_ROUND_ROBIN\n  endpoints: [{address: localhost}]"));

        awaitStatus(HOST, 200);
        assertThat(backendOf(gateway.send(get(HOST, "/")))).isEqualTo("one");
    }

    @Test
    void dynamicDnsGoesToTheRequestsHostUnderTheWildcardOnly() {
        gateway.apply(
                routeTo("*", "*.localhost"),
                entry("*.localhost", one.port(), "resolution: DYNAMIC_DNS"));

        int before = two.requests();
        awaitStatus("shop.localhost", 200);
        assertThat(backendOf(gateway.send(get("a.b.localhost", "/")))).isEqualTo("one");
        assertThat(backendOf(gateway.send(get("shop.localhost:" + two.port(), "/"))))
                .isEqualTo("one");
        assertThat(gateway.send(get("localhost:" + two.port(), "/")).status()).isEqualTo(404);
        assertThat(gateway.send(get("127.0.0.1:" + two.port(), "/")).status()).isEqualTo(404);
        assertThat(two.requests()).isEqualTo(before);
    }

    @Test
    void dynamicDnsGoesToTheHostThatTheRouteRewrites() {
        gateway.apply(
                Yaml.virtualService(
                        "app",
                        HOST,
                        """
                        - rewrite: {authority: shop.localhost}
                          route: [{destination: {host: "*.localhost", port: {number: 80}}}]
                        """),
                entry("*.localhost", one.port(), "resolution: DYNAMIC_DNS"));

        awaitStatus(HOST, 200);
        GatewayResponse response = gateway.send(get(HOST, "/"));
        assertThat(backendOf(response)).isEqualTo("one");
        assertThat(response.echo().host()).isEqualTo("shop.localhost");
    }

    @Test
    void aUnixSocketAnswers(@TempDir Path directory) {
        Path socket = directory.resolve("app.sock");
        try (UnixBackend _ = UnixBackend.start(socket)) {
            gateway.apply(
                    routeTo(HOST, "ext.example.org"),
                    entry(
                            "ext.example.org",
                            0,
                            "resolution: STATIC\n  endpoints: [{address: 'unix://%s'}]"
                                    .formatted(socket)));

            GatewayResponse response = gateway.send(get(HOST, "/"));
            assertThat(response.status()).isEqualTo(204);
            assertThat(response.header("x-backend")).isEqualTo("unix");
        }
    }

    @Test
    void workloadEntriesComeAndGo() {
        String workload =
                """
                apiVersion: networking.istio.io/v1
                kind: WorkloadEntry
                metadata: {name: vm, namespace: default}
                spec: {address: 127.0.0.1, labels: {app: vm}}
                """;
        gateway.apply(
                routeTo(HOST, "ext.example.org"),
                entry(
                        "ext.example.org",
                        one.port(),
                        "resolution: STATIC\n  workloadSelector: {labels: {app: vm}}"));
        assertThat(gateway.send(get(HOST, "/")).status()).isEqualTo(503);
        assertThat(gateway.findings(FindingCode.NO_ENDPOINTS)).hasSize(1);

        gateway.apply(workload);
        assertThat(backendOf(gateway.send(get(HOST, "/")))).isEqualTo("one");

        gateway.delete(Kind.WORKLOAD_ENTRY, "vm");
        assertThat(gateway.send(get(HOST, "/")).status()).isEqualTo(503);
    }

    @Test
    void anExternalNameIsAnAliasOrLookedUp() {
        String alias =
                """
                apiVersion: v1
                kind: Service
                metadata: {name: alias, namespace: default}
                spec: {type: ExternalName, externalName: %s, ports: [{name: http, port: %d}]}
                """;
        gateway.apply(
                routeTo(HOST, "alias"),
                alias.formatted("ext.example.org", 80),
                entry(
                        "ext.example.org",
                        one.port(),
                        "resolution: STATIC\n  endpoints: [{address: 127.0.0.1}]"));
        assertThat(backendOf(gateway.send(get(HOST, "/")))).isEqualTo("one");

        gateway.apply(
                routeTo(HOST, "alias").replace("number: 80}}", "number: " + two.port() + "}}"),
                alias.formatted("localhost", two.port()));
        awaitStatus(HOST, 200);
        assertThat(backendOf(gateway.send(get(HOST, "/")))).isEqualTo("two");
        gateway.delete(Kind.VIRTUAL_SERVICE, "app");
        gateway.delete(Kind.SERVICE, "alias");
    }

    @Test
    void aHeadlessServiceServes() {
        try (Backends backends = Backends.start("headless", 1)) {
            gateway.apply(
                    routeTo(HOST, "headless"),
                    backends.yaml().replace("spec: {ports", "spec: {clusterIP: None, ports"));
            assertThat(backendOf(gateway.send(get(HOST, "/")))).isEqualTo("headless-0");
            gateway.delete(Kind.VIRTUAL_SERVICE, "app");
            gateway.delete(Kind.SERVICE, "headless");
        }
    }
}
