// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.Scenario;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.HttpEdge;
import io.gatehouse.routing.Placement;
import io.gatehouse.routing.RouteDelivery;
import io.gatehouse.routing.ServerChain;
import io.gatehouse.routing.ServerPort;
import io.gatehouse.routing.TlsTermination;
import io.gatehouse.routing.TlsVersion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatewayNodesTest {
    private static final String SERVICE =
            """
            apiVersion: v1
            kind: Service
            metadata: {name: istio-ingressgateway, namespace: istio-system}
            spec:
              selector: {istio: ingressgateway}
              ports: [{name: http, port: 80, targetPort: 8080}, {name: https, port: 443, targetPort: 8443}]
            """;

    private static String gateway(String name, String servers) {
        return """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: %s, namespace: default}
        spec: {selector: {istio: ingressgateway}, servers: [%s]}
        """
                .formatted(name, servers);
    }

    private static final String HTTP =
            "{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}";

    private static String https(String portName, String host) {
        return "{port: {number: 443, name: %s, protocol: HTTPS}, hosts: ['%s'], tls: {mode: SIMPLE, credentialName: cert}}"
                .formatted(portName, host);
    }

    private static List<String> chains(ServerPort port) {
        return port.chains().stream().map(ServerChain::name).toList();
    }

    @Test
    void aPortIsOpenedAsTheServicesTargetPort() {
        Scenario scenario = new Scenario(SERVICE, gateway("gw", HTTP));

        assertThat(scenario.port("0.0.0.0_8080").chains())
                .containsExactly(
                        new ServerChain(
                                "http.8080",
                                List.of(),
                                Optional.empty(),
                                new HttpRequests(
                                        "http.8080",
                                        RouteDelivery.WHOLE_TABLE,
                                        "outbound_0.0.0.0_8080",
                                        HttpEdge.DEFAULT,
                                        false)));
        assertThat(scenario.findings()).isEmpty();
    }

    @Test
    void aPortThatNoServiceHasIsOpenedAsItIsAndTold() {
        Scenario scenario = new Scenario(SERVICE, gateway("gw", HTTP.replace("80", "8000")));

        assertThat(scenario.ports).containsOnlyKeys("0.0.0.0_8000");
        assertThat(scenario.findings()).containsExactly("GH0202 spec.servers[0].port.number");
        assertThat(scenario.message("GH0202")).contains("port 8000 is on no Service");
    }

    @Test
    void aSelectorThatMatchesNothingIsTold() {
        Scenario scenario =
                new Scenario(
                        SERVICE, gateway("gw", HTTP).replace("istio: ingress", "istio: egress"));

        assertThat(scenario.ports).isEmpty();
        assertThat(scenario.findings()).containsExactly("GH0201 spec.selector");
    }

    @Test
    void aServerWithoutItsSecretIsLeftOutAndItsNeighbourServes() {
        Scenario scenario =
                new Scenario(SERVICE, gateway("gw", HTTP + "," + https("https", "a.example.com")));

        assertThat(scenario.ports).containsOnlyKeys("0.0.0.0_8080");
        assertThat(scenario.findings())
                .containsExactly("GH0204 spec.servers[1].tls.credentialName");
        assertThat(scenario.message("GH0204"))
                .contains("no Secret cert in namespace istio-system or default")
                .contains("kubectl create secret tls cert -n default");
    }

    @Test
    void proxiesThatHaveNotProvedWhoTheyAreLackTheServerAndItIsTold() {
        Scenario scenario =
                new Scenario(
                        SERVICE,
                        gateway("gw", HTTP + "," + https("https", "a.example.com")),
                        TestSecrets.rsa("default", "cert"));
        assertThat(scenario.findings()).isEmpty();

        scenario.group(
                new ProxyGroup(
                        "plaintext",
                        Scenario.INGRESS.namespace(),
                        Scenario.INGRESS.labels(),
                        "0.0.0.0",
                        Placement.UNKNOWN,
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        false));

        assertThat(scenario.findings()).containsExactly("GH0204 spec.servers[1].tls");
        assertThat(scenario.message("GH0204")).contains("have not proved who they are");
    }

    @Test
    void theSecretOfTheGatewaysNamespaceServesAndThatOfTheWorkloadsWins() {
        Scenario scenario =
                new Scenario(
                        SERVICE,
                        gateway("gw", https("https", "a.example.com")),
                        TestSecrets.rsa("default", "cert"));

        ServerChain chain = scenario.port("0.0.0.0_8443").chains().getFirst();
        assertThat(chain.serverNames()).containsExactly("a.example.com");
        assertThat(chain.tls())
                .contains(
                        new TlsTermination(
                                List.of("kubernetes://default/cert"),
                                Optional.empty(),
                                false,
                                TlsVersion.AUTO,
                                TlsVersion.AUTO,
                                List.of(),
                                List.of(),
                                List.of("h2", "http/1.1")));
        assertThat(chain.name()).isEqualTo("https.443.https.gw.default");
        assertThat(scenario.findings()).isEmpty();

        scenario.apply(TestSecrets.rsa("istio-system", "cert"));
        assertThat(certificates(scenario)).containsExactly("kubernetes://cert");

        scenario.delete(new ObjectKey(Kind.SECRET, "istio-system", "cert"));
        assertThat(certificates(scenario)).containsExactly("kubernetes://default/cert");
    }

    private static List<String> certificates(Scenario scenario) {
        return scenario.port("0.0.0.0_8443").chains().getFirst().tls().orElseThrow().certificates();
    }

    @Test
    void aSecretThatCannotServeIsToldWithTheReason() {
        Scenario scenario =
                new Scenario(
                        SERVICE,
                        gateway("gw", https("https", "a.example.com")),
                        """
                        apiVersion: v1
                        kind: Secret
                        metadata: {name: cert, namespace: default}
                        stringData: {tls.crt: x}
                        """);

        assertThat(scenario.ports).isEmpty();
        assertThat(scenario.findings())
                .containsExactly("GH0205 spec.servers[0].tls.credentialName");
        assertThat(scenario.message("GH0205"))
                .contains("Secret default/cert")
                .contains("tls.crt and tls.key");
    }

    @Test
    void theLoserOfAConflictIsToldWhoeverComesFirst() {
        String secret = TestSecrets.rsa("default", "cert");
        String one = gateway("one", https("https", "a.example.com"));
        String two =
                gateway(
                        "two",
                        https("https", "a.example.com") + "," + https("other", "b.example.com"));
        for (Scenario scenario :
                List.of(
                        new Scenario(SERVICE, secret, one, two),
                        new Scenario(two, one, secret, SERVICE))) {
            assertThat(chains(scenario.port("0.0.0.0_8443")))
                    .containsExactly("https.443.https.one.default", "https.443.other.two.default");
            assertThat(scenario.findings()).containsExactly("GH0203 spec.servers[0].hosts[0]");
            assertThat(scenario.message("GH0203"))
                    .contains("host a.example.com on port 443")
                    .contains("spec.servers[0] of Gateway default/one");
        }
    }

    @Test
    void hostsThatDifferOnlyInTheirNamespacePrefixConflict() {
        Scenario scenario =
                new Scenario(
                        SERVICE,
                        TestSecrets.rsa("default", "cert"),
                        gateway(
                                "gw",
                                https("a", "x/a.example.com")
                                        + ","
                                        + https("b", "y/a.example.com")));

        assertThat(chains(scenario.port("0.0.0.0_8443"))).containsExactly("https.443.a.gw.default");
        assertThat(scenario.findings()).containsExactly("GH0203 spec.servers[1].hosts[0]");
    }

    @Test
    void tlsCannotJoinAPortThatSpeaksPlainHttp() {
        String tls = https("https", "a.example.com").replace("443", "80");
        Scenario scenario =
                new Scenario(
                        SERVICE,
                        TestSecrets.rsa("default", "cert"),
                        gateway("gw", HTTP + "," + tls));

        assertThat(chains(scenario.port("0.0.0.0_8080"))).containsExactly("http.8080");
        assertThat(scenario.message("GH0203")).contains("already speaks plain HTTP");
    }

    @Test
    void plainServersOfAPortShareOneTable() {
        Scenario scenario =
                new Scenario(
                        SERVICE,
                        gateway("one", HTTP),
                        gateway("two", HTTP.replace("'*'", "'b.example.com'")));

        assertThat(chains(scenario.port("0.0.0.0_8080"))).containsExactly("http.8080");
        assertThat(scenario.findings()).isEmpty();
    }

    @Test
    void bindIsASocketAndATableOfItsOwn() {
        Scenario scenario =
                new Scenario(
                        SERVICE,
                        gateway(
                                "gw",
                                HTTP
                                        + ","
                                        + HTTP.replace("{port", "{bind: 127.0.0.2, port")
                                                .replace("name: http", "name: h2")));

        assertThat(scenario.ports).containsOnlyKeys("0.0.0.0_8080", "127.0.0.2_8080");
        assertThat(chains(scenario.port("127.0.0.2_8080"))).containsExactly("http.8080.127.0.0.2");
    }

    @Test
    void aGatewayThatGoesTakesItsPortsWithIt() {
        Scenario scenario = new Scenario(SERVICE, gateway("gw", HTTP));

        scenario.delete(new ObjectKey(Kind.GATEWAY, "default", "gw"));

        assertThat(scenario.ports).isEmpty();
        assertThat(scenario.hosts).isEmpty();
    }
}
