// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static io.gatehouse.engine.istio.Servers.chains;
import static io.gatehouse.engine.istio.Servers.ended;
import static io.gatehouse.engine.istio.Servers.forwarding;
import static io.gatehouse.engine.istio.Servers.gateway;
import static io.gatehouse.engine.istio.Servers.http;
import static io.gatehouse.engine.istio.Servers.passthrough;
import static io.gatehouse.engine.istio.Servers.service;
import static io.gatehouse.engine.istio.Servers.tcp;
import static io.gatehouse.engine.istio.Servers.tcpTo;
import static io.gatehouse.engine.istio.Servers.to;
import static io.gatehouse.engine.istio.Servers.virtualService;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.Scenario;
import io.gatehouse.routing.ConnectionHandling.TcpForwarding;
import io.gatehouse.routing.HttpTunnel;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionRoutesTest {
    private static final String A = service("a", 1);
    private static final String B = service("b", 1);
    private static final String GATEWAY_SERVICE =
            """
            apiVersion: v1
            kind: Service
            metadata: {name: istio-ingressgateway, namespace: istio-system}
            spec:
              selector: {istio: ingressgateway}
              ports: [{name: a, port: 443}, {name: b, port: 9000}, {name: c, port: 9001}]
            """;

    private static Scenario scenario(String... documents) {
        return new Scenario(A, B, GATEWAY_SERVICE).apply(documents);
    }

    @Test
    void theFirstRuleOfTheFirstVirtualServiceHasAllConnections() {
        Scenario scenario =
                scenario(
                        gateway("gw", tcp(9000, "*")),
                        tcpTo("a", "one", "gw"),
                        tcpTo("b", "two", "gw"));

        assertThat(chains(scenario, "0.0.0.0_9000")).containsExactly("tcp.9000 -> outbound|1||a=1");
        assertThat(scenario.endpoints).containsOnlyKeys("outbound|1||a.default.svc.cluster.local");
        assertThat(scenario.findings()).containsExactly("GH0313 spec.tcp[0]");
        assertThat(scenario.message("GH0313"))
                .isEqualTo(
                        "the rule gets no connection of port 9000: spec.tcp[0] of VirtualService default/one takes them all");

        scenario.delete(new ObjectKey(Kind.VIRTUAL_SERVICE, "default", "one"));

        assertThat(chains(scenario, "0.0.0.0_9000")).containsExactly("tcp.9000 -> outbound|1||b=1");
        assertThat(scenario.endpoints).containsOnlyKeys("outbound|1||b.default.svc.cluster.local");
        assertThat(scenario.findings()).isEmpty();
    }

    @Test
    void portAndGatewaysOfAMatchTellServersApart() {
        Scenario scenario =
                scenario(
                        gateway("gw", tcp(9000, "*"), tcp(9001, "*")),
                        virtualService(
                                "vs",
                                "gw",
                                "'*'",
                                """
                                tcp:
                                - {match: [{gateways: [other]}, {port: 9001, gateways: [default/gw]}], %s}
                                - {match: [{port: 9000}], %s}
                                - {match: [{port: 9002}], %s}
                                """
                                        .formatted(to("a"), to("b"), to("b"))));

        assertThat(chains(scenario, "0.0.0.0_9000")).containsExactly("tcp.9000 -> outbound|1||b=1");
        assertThat(chains(scenario, "0.0.0.0_9001")).containsExactly("tcp.9001 -> outbound|1||a=1");
        assertThat(scenario.findings()).containsExactly("GH0314 spec.tcp[2]");
    }

    @Test
    void hostsSayWhoMayUseATcpServer() {
        Scenario scenario =
                scenario(
                        gateway("gw", tcp(9000, "elsewhere/*"), tcp(9001, "a.test")),
                        virtualService("vs", "gw", "a.test", "tcp: [{%s}]".formatted(to("a"))));

        assertThat(scenario.ports).containsOnlyKeys("0.0.0.0_9001");
        assertThat(scenario.findings()).containsExactly("GH0213 spec.servers[0]");
        assertThat(scenario.message("GH0213"))
                .isEqualTo(
                        "the server takes no connections on port 9000: no VirtualService with one of its hosts has a tcp rule for it");
    }

    @Test
    void connectionsAreSplitByWeightAndWhatIsMissingIsTold() {
        Scenario scenario =
                scenario(
                        gateway("gw", tcp(9000, "*")),
                        virtualService(
                                "vs",
                                "gw",
                                "'*'",
                                """
                                tcp:
                                - route:
                                  - {destination: {host: a}, weight: 3}
                                  - {destination: {host: b, port: {number: 7}}, weight: 1}
                                  - {destination: {host: none}, weight: 1}
                                  - {destination: {host: b}, weight: 0}
                                """));

        TcpForwarding forwarding = forwarding(scenario, "0.0.0.0_9000");
        assertThat(chains(scenario, "0.0.0.0_9000"))
                .containsExactly(
                        "tcp.9000 -> outbound|1||a=3 outbound|7||b=1 outbound|9000||none=1");
        assertThat(forwarding.statPrefix()).isEqualTo("vs.default");
        assertThat(scenario.endpoints).containsOnlyKeys("outbound|1||a.default.svc.cluster.local");
        assertThat(scenario.findings())
                .containsExactly(
                        "GH0304 spec.tcp[0].route[1].destination.port.number",
                        "GH0303 spec.tcp[0].route[2].destination.host");
    }

    @Test
    void aServerThatEndsTlsForwardsWhatIsInside() {
        Scenario scenario =
                scenario(
                        TestSecrets.rsa("default", "cert"),
                        gateway("gw", ended("TLS", 443, "tls", "a.test")),
                        virtualService("vs", "gw", "a.test", "tcp: [{%s}]".formatted(to("a"))));

        assertThat(chains(scenario, "0.0.0.0_443"))
                .containsExactly("tls.443.tls.gw.default [a.test] -> outbound|1||a=1");
        assertThat(scenario.port("0.0.0.0_443").chains().getFirst().tls().orElseThrow())
                .satisfies(tls -> assertThat(tls.applicationProtocols()).isEmpty());
    }

    @Test
    void tlsRulesAreForServersThatPassTlsThrough() {
        Scenario scenario =
                scenario(
                        TestSecrets.rsa("default", "cert"),
                        gateway("gw", ended("HTTPS", 443, "https", "a.test")),
                        virtualService(
                                "vs",
                                "gw",
                                "a.test",
                                "tls: [{match: [{sniHosts: [a.test]}], %s}]".formatted(to("a"))));

        assertThat(scenario.findings()).containsExactly("GH0314 spec.tls[0].match[0]");
        assertThat(scenario.message("GH0314"))
                .startsWith("has no effect: its Gateways have no server with tls.mode PASSTHROUGH");
    }

    @Test
    void httpRulesHaveNoEffectWhereNothingSpeaksHttp() {
        Scenario scenario =
                scenario(
                        gateway("gw", passthrough(443, "tls", "a.test")),
                        virtualService("vs", "gw", "a.test", "http: [{%s}]".formatted(to("a"))));

        assertThat(scenario.ports).isEmpty();
        assertThat(scenario.findings())
                .containsExactlyInAnyOrder("GH0213 spec.servers[0]", "GH0314 spec.http");
    }

    @Test
    void eachMatchIsAChainOfItsServerNames() {
        Scenario scenario =
                scenario(
                        gateway("gw", passthrough(443, "tls", "*.test")),
                        virtualService(
                                "vs",
                                "gw",
                                "'*.test'",
                                """
                                tls:
                                - {match: [{sniHosts: [B.test, a.test]}, {sniHosts: ['*.c.test']}], %s}
                                - {match: [{sniHosts: [d.test]}], %s}
                                """
                                        .formatted(to("a"), to("b"))));

        assertThat(chains(scenario, "0.0.0.0_443"))
                .containsExactly(
                        "passthrough.a.test [a.test, b.test] -> outbound|1||a=1",
                        "passthrough.*.c.test [*.c.test] -> outbound|1||a=1",
                        "passthrough.d.test [d.test] -> outbound|1||b=1");
        assertThat(scenario.findings()).isEmpty();
    }

    @Test
    void anyServerNameTakesTheRest() {
        Scenario scenario =
                scenario(
                        gateway("gw", passthrough(443, "tls", "*")),
                        virtualService(
                                "vs",
                                "gw",
                                "'*'",
                                "tls: [{match: [{sniHosts: ['*', a.test]}], %s}]"
                                        .formatted(to("a"))));

        assertThat(chains(scenario, "0.0.0.0_443"))
                .containsExactly(
                        "passthrough.* [] -> outbound|1||a=1",
                        "passthrough.a.test [a.test] -> outbound|1||a=1");
    }

    @Test
    void serverNamesAreNarrowedToTheServersHosts() {
        Scenario scenario =
                scenario(
                        gateway("gw", passthrough(443, "tls", "a.test", "b.test")),
                        virtualService(
                                "vs",
                                "gw",
                                "'*.test', c.other",
                                "tls: [{match: [{sniHosts: ['*.test', c.other]}], %s}]"
                                        .formatted(to("a"))));

        assertThat(chains(scenario, "0.0.0.0_443"))
                .containsExactly("passthrough.a.test [a.test, b.test] -> outbound|1||a=1");
        assertThat(scenario.findings())
                .containsExactly("GH0302 spec.hosts[1]", "GH0302 spec.tls[0].match[0].sniHosts[1]");
    }

    @Test
    void aServerNameStaysWithTheOldestRuleAndTheOthersOfTheYoungerWork() {
        Scenario scenario =
                scenario(
                        gateway("gw", passthrough(443, "tls", "*.test")),
                        virtualService(
                                "one",
                                "gw",
                                "a.test",
                                "tls: [{match: [{sniHosts: [a.test]}], %s}]".formatted(to("a"))),
                        virtualService(
                                "two",
                                "gw",
                                "a.test, b.test",
                                "tls: [{match: [{sniHosts: [a.test, b.test]}], %s}]"
                                        .formatted(to("b"))));

        assertThat(chains(scenario, "0.0.0.0_443"))
                .containsExactly(
                        "passthrough.a.test [a.test] -> outbound|1||a=1",
                        "passthrough.b.test [b.test] -> outbound|1||b=1");
        assertThat(scenario.findings()).containsExactly("GH0313 spec.tls[0].match[0]");
        assertThat(scenario.message("GH0313"))
                .isEqualTo(
                        "server name a.test on port 443 is already taken by spec.tls[0].match[0] of VirtualService default/one and stays there");
    }

    @Test
    void aServerThatEndsTlsKeepsItsNamesEvenWithoutItsSecret() {
        String[] objects = {
            gateway("gw", ended("HTTPS", 443, "https", "a.test"), passthrough(443, "tls", "*")),
            virtualService(
                    "vs",
                    "gw",
                    "a.test, b.test",
                    "tls: [{match: [{sniHosts: [a.test, b.test]}], %s}]".formatted(to("a")))
        };
        Scenario scenario = scenario(objects);

        assertThat(chains(scenario, "0.0.0.0_443"))
                .containsExactly("passthrough.b.test [b.test] -> outbound|1||a=1");
        assertThat(scenario.message("GH0313")).contains("a.test").contains("spec.servers[0]");

        scenario.apply(TestSecrets.rsa("default", "cert"));

        assertThat(chains(scenario, "0.0.0.0_443"))
                .containsExactly(
                        "https.443.https.gw.default [a.test]",
                        "passthrough.b.test [b.test] -> outbound|1||a=1");
    }

    @Test
    void aDestinationRuleSaysHowConnectionsAreForwarded() {
        Scenario scenario =
                scenario(
                        gateway("gw", tcp(9000, "*")),
                        tcpTo("a"),
                        """
                        apiVersion: networking.istio.io/v1
                        kind: DestinationRule
                        metadata: {name: a, namespace: default}
                        spec:
                          host: a
                          trafficPolicy:
                            connectionPool: {tcp: {idleTimeout: 5s, maxConnectionDuration: 1m}}
                            loadBalancer: {consistentHash: {useSourceIp: true}}
                            tunnel: {protocol: POST, targetHost: "::1", targetPort: 5}
                        """);

        TcpForwarding forwarding = forwarding(scenario, "0.0.0.0_9000");
        assertThat(forwarding.idleTimeout()).contains(Duration.ofSeconds(5));
        assertThat(forwarding.maximumDuration()).contains(Duration.ofMinutes(1));
        assertThat(forwarding.hashBySource()).isTrue();
        assertThat(forwarding.tunnel()).contains(new HttpTunnel("[::1]:5", true));
        assertThat(forwarding.mongo()).isFalse();
    }

    @Test
    void mongoIsRecognisedInAnyCase() {
        Scenario scenario =
                scenario(gateway("gw", tcp(9000, "*").replace("TCP", "Mongo")), tcpTo("a"));

        assertThat(forwarding(scenario, "0.0.0.0_9000").mongo()).isTrue();
    }

    @Test
    void automaticPassthroughHasAChainForEachPortAndSubset() {
        Scenario scenario =
                scenario(
                        service("c", 1, 2),
                        """
                        apiVersion: networking.istio.io/v1
                        kind: DestinationRule
                        metadata: {name: a, namespace: default}
                        spec: {host: a, subsets: [{name: v1, labels: {v: v1}}]}
                        """,
                        gateway(
                                "gw",
                                passthrough(443, "tls", "a.default.svc.cluster.local", "c.*")
                                        .replace("c.*", "*.nowhere")
                                        .replace("PASSTHROUGH", "AUTO_PASSTHROUGH")));

        assertThat(chains(scenario, "0.0.0.0_443"))
                .containsExactly(
                        "outbound_.1_._.a.default.svc.cluster.local [outbound_.1_._.a.default.svc.cluster.local] -> outbound_.1_._.a=1",
                        "outbound_.1_.v1_.a.default.svc.cluster.local [outbound_.1_.v1_.a.default.svc.cluster.local] -> outbound_.1_.v1_.a=1");
        assertThat(scenario.port("0.0.0.0_443").chains().getFirst().hello().orElseThrow())
                .satisfies(hello -> assertThat(hello.applicationProtocols()).contains("istio"));
        assertThat(scenario.endpoints)
                .containsOnlyKeys(
                        "outbound_.1_._.a.default.svc.cluster.local",
                        "outbound_.1_.v1_.a.default.svc.cluster.local");
    }

    @Test
    void automaticPassthroughServesServiceEntriesInsideTheMesh() {
        String entry =
                """
                apiVersion: networking.istio.io/v1
                kind: ServiceEntry
                metadata: {name: e, namespace: default}
                spec:
                  hosts: [in.test, '*.in.test']
                  location: MESH_INTERNAL
                  ports: [{number: 1, name: tls, protocol: TLS}]
                  resolution: STATIC
                  endpoints: [{address: 10.0.0.1, labels: {security.istio.io/tlsMode: istio}}, {address: 10.0.0.2}]
                """;
        Scenario scenario =
                scenario(
                        entry,
                        entry.replace("name: e,", "name: out,")
                                .replace("[in.test, '*.in.test']", "[out.test]")
                                .replace("MESH_INTERNAL", "MESH_EXTERNAL"),
                        gateway(
                                "gw",
                                passthrough(443, "tls", "*.test")
                                        .replace("PASSTHROUGH", "AUTO_PASSTHROUGH")));

        assertThat(chains(scenario, "0.0.0.0_443"))
                .containsExactly(
                        "outbound_.1_._.in.test [outbound_.1_._.in.test] -> outbound_.1_._.in.test=1");
        assertThat(scenario.firstEndpoints("outbound_.1_._.in.test"))
                .extracting(endpoint -> endpoint.address())
                .containsExactly("10.0.0.1");
    }

    @Test
    void whatIsPassedOnBySniGoesOnlyToThoseThatAskForMutualTls() {
        Scenario scenario =
                scenario(
                        gateway(
                                "gw",
                                passthrough(443, "tls", "*")
                                        .replace("PASSTHROUGH", "AUTO_PASSTHROUGH")),
                        service("c", 1).replace("{ports", "{selector: {app: c}, ports"),
                        pod("with", "security.istio.io/tlsMode: istio", "10.0.0.1"),
                        pod("without", "other: label", "10.0.0.2"));

        assertThat(scenario.firstEndpoints("outbound_.1_._.c.default.svc.cluster.local"))
                .extracting(endpoint -> endpoint.address())
                .containsExactly("10.0.0.1");
    }

    private static String pod(String name, String label, String address) {
        return """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, namespace: default, labels: {app: c, %s}}
        spec: {containers: [{name: c, image: c}]}
        status: {phase: Running, podIP: %s}
        """
                .formatted(name, label, address);
    }

    @Test
    void plainTcpAndPassthroughShareAPortWhereTlsCameFirst() {
        String rules =
                """
                tcp: [{%s}]
                tls: [{match: [{sniHosts: [a.test]}], %s}]
                """
                        .formatted(to("b"), to("a"));
        Scenario scenario =
                scenario(
                        gateway("gw", passthrough(9000, "tls", "a.test"), tcp(9000, "*")),
                        virtualService("vs", "gw", "a.test", rules));

        assertThat(chains(scenario, "0.0.0.0_9000"))
                .containsExactly(
                        "tcp.9000 -> outbound|1||b=1",
                        "passthrough.a.test [a.test] -> outbound|1||a=1");

        scenario.apply(gateway("gw", tcp(9000, "*"), passthrough(9000, "tls", "a.test")));

        assertThat(chains(scenario, "0.0.0.0_9000")).containsExactly("tcp.9000 -> outbound|1||b=1");
        assertThat(scenario.message("GH0203")).contains("already speaks plain TCP");
    }

    @Test
    void aTcpServerWithoutARouteLeavesThePortToTheNext() {
        Scenario scenario =
                scenario(
                        gateway("one", tcp(9000, "*")),
                        gateway("two", tcp(9000, "*")),
                        tcpTo("a", "vs", "two"));

        assertThat(chains(scenario, "0.0.0.0_9000")).containsExactly("tcp.9000 -> outbound|1||a=1");
        assertThat(scenario.findings()).containsExactly("GH0213 spec.servers[0]");

        scenario.apply(tcpTo("b", "vs1", "one"));

        assertThat(chains(scenario, "0.0.0.0_9000")).containsExactly("tcp.9000 -> outbound|1||b=1");
        assertThat(scenario.message("GH0203"))
                .contains("already speaks plain TCP for spec.servers[0] of Gateway default/one");
    }

    @Test
    void httpAndTcpDoNotShareAPort() {
        Scenario scenario = scenario(gateway("gw", http(9000, "*"), tcp(9000, "*")), tcpTo("a"));

        assertThat(chains(scenario, "0.0.0.0_9000")).containsExactly("http.9000");
        assertThat(scenario.findings()).contains("GH0203 spec.servers[1]");
    }

    @Test
    void aVirtualServiceThatIsNotExportedForwardsNothing() {
        String rules = "tcp: [{%s}]\nexportTo: ['.']".formatted(to("a"));
        Scenario scenario =
                scenario(gateway("gw", tcp(9000, "*")), virtualService("vs", "gw", "'*'", rules));

        assertThat(scenario.ports).isEmpty();
        assertThat(scenario.findings())
                .containsExactlyInAnyOrder("GH0213 spec.servers[0]", "GH0306 spec.exportTo");
    }

    @Test
    void theProxysIdleTimeoutHoldsWhereNoRuleGivesOne() {
        Scenario scenario =
                scenario(
                        gateway("gw", tcp(9000, "*")),
                        tcpTo("a"),
                        """
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: istio, namespace: istio-system}
                        data:
                          mesh: |
                            defaultConfig: {proxyMetadata: {ISTIO_META_IDLE_TIMEOUT: 90s}}
                        """);

        assertThat(forwarding(scenario, "0.0.0.0_9000").idleTimeout())
                .isEqualTo(Optional.of(Duration.ofSeconds(90)));
    }
}
