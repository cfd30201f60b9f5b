// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static io.gatehouse.engine.istio.Servers.chains;
import static io.gatehouse.engine.istio.Servers.ended;
import static io.gatehouse.engine.istio.Servers.gateway;
import static io.gatehouse.engine.istio.Servers.http;
import static io.gatehouse.engine.istio.Servers.passthrough;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.engine.GroupTable;
import io.gatehouse.engine.Scenario;
import io.gatehouse.engine.graph.Output;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.HttpEdge;
import io.gatehouse.routing.PathCleaning;
import io.gatehouse.routing.PathCleaning.EscapedSlashes;
import io.gatehouse.routing.ServerPort;
import io.gatehouse.routing.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortsTest {
    private static final String CERTIFICATE = TestSecrets.rsa("default", "cert");

    private static String service(String name, String ports) {
        return """
        apiVersion: v1
        kind: Service
        metadata: {name: %s, namespace: istio-system}
        spec: {selector: {istio: ingressgateway}, ports: [%s]}
        """
                .formatted(name, ports);
    }

    private static String mesh(String text) {
        return """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio, namespace: istio-system}
        data: {mesh: '%s'}
        """
                .formatted(text);
    }

    private static HttpEdge edge(ServerPort port) {
        return ((HttpRequests) port.chains().getFirst().handling()).edge();
    }

    @Test
    void aHostStaysWithItsFirstServerAndTheOthersOfTheSecondServe() {
        Scenario scenario =
                new Scenario(
                        CERTIFICATE,
                        gateway("one", ended("HTTPS", 443, "https", "a.test")),
                        gateway("two", ended("HTTPS", 443, "https", "a.test", "b.test")));

        assertThat(chains(scenario, "0.0.0.0_443"))
                .containsExactly(
                        "https.443.https.one.default [a.test]",
                        "https.443.https.two.default [b.test]");
        assertThat(scenario.findings()).contains("GH0203 spec.servers[0].hosts[0]");
        assertThat(scenario.message("GH0203"))
                .isEqualTo(
                        "host a.test on port 443 is already served by spec.servers[0] of Gateway default/one and stays there; remove it from one of them");
    }

    @Test
    void afterAServerWithTlsAPortSpeaksBothWhateverFollows() {
        Scenario scenario =
                new Scenario(
                        CERTIFICATE,
                        gateway(
                                "gw",
                                ended("HTTPS", 443, "one", "a.test"),
                                http(443, "a.test"),
                                ended("HTTPS", 443, "two", "b.test")));

        assertThat(chains(scenario, "0.0.0.0_443"))
                .containsExactly(
                        "https.443.one.gw.default [a.test]",
                        "https.443.two.gw.default [b.test]",
                        "http.443");
        assertThat(scenario.findings()).doesNotContain("GH0203 spec.servers[2]");
    }

    @Test
    void serversThatRedirectShareTheirHosts() {
        String redirecting =
                "{port: {number: 80, name: http, protocol: HTTP}, hosts: [a.test%s], tls: {httpsRedirect: true}}";
        Scenario scenario =
                new Scenario(
                        gateway("one", redirecting.formatted("")),
                        gateway("two", redirecting.formatted(", b.test")));

        assertThat(scenario.host("http.80 a.test").httpsOnly()).isTrue();
        assertThat(scenario.host("http.80 b.test").httpsOnly()).isTrue();
        assertThat(scenario.findings()).doesNotContain("GH0203 spec.servers[0]");
    }

    @Test
    void aServerOfAnUnknownProtocolIsLeftOutAndTold() {
        Scenario scenario =
                new Scenario(gateway("gw", http(80, "*"), http(81, "*").replace("HTTP", "FOO")));

        assertThat(scenario.ports).containsOnlyKeys("0.0.0.0_80");
        assertThat(scenario.findings()).contains("GH0212 spec.servers[1].port.protocol");
    }

    @Test
    void oneAddressInTwoFormsIsOneSocket() {
        Scenario scenario =
                new Scenario(
                        gateway(
                                "gw",
                                http(80, "*").replace("{port", "{bind: '::1', port"),
                                http(80, "*")
                                        .replace("{port", "{bind: '0:0:0::1', port")
                                        .replace("http-80", "again")));

        assertThat(scenario.ports).containsOnlyKeys("::1_80");
    }

    @Test
    void aSocketOfTheFileSystemHasNoPort() {
        Scenario scenario =
                new Scenario(
                        service("gw", "{name: a, port: 80}"),
                        gateway(
                                "gw",
                                http(0, "*").replace("{port", "{bind: 'unix:///a.sock', port")));

        assertThat(scenario.ports).containsOnlyKeys("unix:///a.sock_0");
        assertThat(chains(scenario, "unix:///a.sock_0")).containsExactly("http.0.unix:///a.sock");
        assertThat(scenario.findings()).isEmpty();
    }

    @Test
    void aNamedTargetPortIsThatOfAContainerOfTheWorkload() {
        Scenario scenario =
                new Scenario(
                        service("gw", "{name: a, port: 80, targetPort: web}"),
                        gateway("gw", http(80, "*")));

        assertThat(scenario.ports).containsOnlyKeys("0.0.0.0_80");
        assertThat(scenario.message("GH0202")).contains("targetPort web names no port");

        scenario.apply(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: gw-1, namespace: istio-system, labels: {istio: ingressgateway, app: istio-ingressgateway, more: than that}}
                spec: {containers: [{name: istio-proxy, image: a, ports: [{name: web, containerPort: 8080}]}]}
                """);

        assertThat(scenario.ports).containsOnlyKeys("0.0.0.0_8080");
        assertThat(scenario.findings()).isEmpty();
    }

    @Test
    void aServiceMayOptOutOfTranslation() {
        String local =
                service("alocal", "{name: a, port: 80, targetPort: 8081}")
                        .replace(
                                "alocal,",
                                "alocal, labels: {experimental.istio.io/disable-gateway-port-translation: 'true'},");
        Scenario scenario =
                new Scenario(
                        local,
                        service("public", "{name: a, port: 80, targetPort: 8080}"),
                        gateway("gw", http(80, "*"), http(8081, "*")));

        assertThat(scenario.ports).containsOnlyKeys("0.0.0.0_8080", "0.0.0.0_8081");
        assertThat(scenario.findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, false, false, KEPT",
        "BASE, true, false, KEPT",
        "DEFAULT, true, false, KEPT",
        "MERGE_SLASHES, true, true, KEPT",
        "DECODE_AND_MERGE_SLASHES, true, true, DECODED"
    })
    void pathsAreCleanedAsTheMeshSays(
            String said, boolean dotSegments, boolean mergedSlashes, EscapedSlashes escaped) {
        Scenario scenario =
                new Scenario(
                        gateway("gw", http(80, "*")),
                        mesh("{pathNormalization: {normalization: %s}}".formatted(said)));

        assertThat(edge(scenario.port("0.0.0.0_80")).paths())
                .isEqualTo(new PathCleaning(dotSegments, mergedSlashes, escaped));
    }

    @Test
    void theMeshSaysWhatStandsInFrontOfTheGateway() {
        Scenario scenario =
                new Scenario(
                        CERTIFICATE,
                        gateway("gw", http(80, "*"), ended("HTTPS", 443, "https", "*")),
                        mesh(
                                "{defaultConfig: {gatewayTopology: {numTrustedProxies: 2, forwardClientCertDetails: FORWARD_ONLY, proxyProtocol: {}}, proxyMetadata: {ISTIO_META_HTTP10: \"1\", ISTIO_META_IDLE_TIMEOUT: 1m30s}}}"));

        for (String name : List.of("0.0.0.0_80", "0.0.0.0_443")) {
            ServerPort port = scenario.port(name);
            assertThat(port.proxyHeader()).isTrue();
            assertThat(edge(port).trustedProxies()).isEqualTo(2);
            assertThat(edge(port).clientCertificates().name()).isEqualTo("FORWARD_ONLY");
            assertThat(edge(port).http10()).isTrue();
            assertThat(edge(port).idleTimeout()).contains(Duration.ofSeconds(90));
        }

        scenario.apply(mesh("{}"));

        assertThat(scenario.port("0.0.0.0_80").proxyHeader()).isFalse();
        assertThat(edge(scenario.port("0.0.0.0_80"))).isEqualTo(HttpEdge.DEFAULT);
    }

    @Test
    void aPortThatTheServiceHasForUdpTooSpeaksHttp3() {
        String tcp = "{name: https, port: 443, targetPort: 8443}";
        Scenario scenario =
                new Scenario(
                        CERTIFICATE,
                        service(
                                "gw",
                                tcp + ", {name: h3, port: 443, targetPort: 8444, protocol: UDP}"),
                        gateway(
                                "gw",
                                ended("HTTPS", 443, "https", "a.test"),
                                passthrough(443, "tls", "b.test"),
                                ended("TLS", 443, "ended", "c.test")));
        Output<GroupTable, Optional<Integer>> advertised =
                scenario.routing.graph.output(
                        scenario.routing.gateways.routeTables, scenario.routing.ports.http3Port);

        assertThat(scenario.ports).containsOnlyKeys("0.0.0.0_8443", "udp_0.0.0.0_8444");
        ServerPort quic = scenario.port("udp_0.0.0.0_8444");
        assertThat(quic.transport()).isEqualTo(Transport.QUIC);
        assertThat(chains(scenario, "udp_0.0.0.0_8444"))
                .containsExactly("https.443.https.gw.default [a.test]");
        assertThat(quic.chains().getFirst().tls().orElseThrow().applicationProtocols())
                .containsExactly("h3");
        assertThat(advertised.changes().getFirst().value()).contains(Optional.of(443));

        scenario.apply(service("gw", tcp));

        assertThat(scenario.ports).containsOnlyKeys("0.0.0.0_8443");
        assertThat(advertised.changes().getFirst().value()).contains(Optional.empty());
    }
}
