// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.testing.GatewayRequest.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.testing.EchoBackend;
import io.gatehouse.testing.GatewayClient;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Destinations that are the host that a client asks for, under `*.localhost`: port 443 is that
/// server of the gateway itself that ends TLS, the ports 81 and 82 are echoes.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DynamicDnsIT {
    private static final String HOST = "a.localhost";

    private final EchoBackend one = EchoBackend.start("one");
    private final EchoBackend two = EchoBackend.start("two");
    private final Backends app = Backends.start("app", 1);
    private LiveGateway gateway;

    @BeforeAll
    void start() {
        gateway =
                LiveGateway.start(
                        Yaml.GATEWAY
                                + """
                                  - port: {number: 443, name: tls, protocol: TLS}
                                    hosts: ["*"]
                                    tls: {mode: PASSTHROUGH}
                                  - port: {number: 443, name: tcp, protocol: TCP}
                                    hosts: ["*"]
                                """,
                        LiveTls.gateway("*"),
                        LiveTls.secret(),
                        app.yaml(),
                        Yaml.routeTo("app", "*", "app").replace("[gw]", "[behind]"));
        gateway.apply(
                """
                apiVersion: networking.istio.io/v1
                kind: ServiceEntry
                metadata: {name: ext, namespace: default}
                spec:
                  hosts: ["*.localhost"]
                  resolution: DYNAMIC_DNS
                  ports:
                  - {number: 443, name: tls, protocol: TLS, targetPort: %d}
                  - {number: 81, name: one, protocol: HTTP, targetPort: %d}
                  - {number: 82, name: two, protocol: HTTP, targetPort: %d}
                """
                        .formatted(gateway.port(8000), one.port(), two.port()));
    }

    @AfterEach
    void clear() {
        gateway.delete(Kind.VIRTUAL_SERVICE, "dynamic");
    }

    @AfterAll
    void stop() {
        gateway.close();
        one.close();
        two.close();
        app.close();
    }

    private static String to(int port, String weight) {
        return "{destination: {host: '*.localhost', port: {number: %d}}%s}".formatted(port, weight);
    }

    private void apply(String rules) {
        gateway.apply(
                """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: dynamic, namespace: default}
                spec:
                  hosts: ["*"]
                  gateways: [gw]
                """
                        + rules.strip().indent(2));
    }

    private void closes(String serverName) {
        assertThatThrownBy(() -> gateway.https(serverName).connect().close())
                .as("server name '%s'", serverName)
                .isInstanceOf(IOException.class);
    }

    @Test
    void tlsIsPassedToTheServerNameUnderTheWildcardOnly() throws Exception {
        apply("tls: [{match: [{sniHosts: ['*']}], route: [%s]}]".formatted(to(443, "")));

        LiveGateway.awaitStatus(gateway.https(HOST), HOST, "/", 200);
        assertThat(gateway.https("b.c.localhost").get(HOST, "/").echo().backend())
                .isEqualTo("app-0");
        closes("localhost");
        closes("localhost.example.com");
        closes("");
    }

    @Test
    void connectionsThatNameNoHostAreClosedAndTheirAuthorIsTold() {
        apply("tcp: [{route: [%s]}]".formatted(to(81, "")));

        GatewayClient plain = GatewayClient.plain(gateway.port(443));
        assertThatThrownBy(() -> plain.get(HOST + ":" + one.port(), "/"))
                .isInstanceOf(IOException.class);
        assertThat(gateway.findings(FindingCode.DESTINATION_WITHOUT_NAME)).hasSize(1);
    }

    @Test
    void eachPortOfASplitIsThatOfItsDestination() {
        apply(
                "http: [{route: [%s, %s]}]"
                        .formatted(to(81, ", weight: 50"), to(82, ", weight: 50")));

        LiveGateway.awaitStatus(gateway.http(), HOST, "/", 200);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 64; i++) {
            seen.add(gateway.send(get(HOST, "/")).echo().backend());
        }
        assertThat(seen).containsExactlyInAnyOrder("one", "two");
        assertThat(gateway.send(get("app.example.com", "/")).status()).isEqualTo(404);
    }

    @Test
    void aCopyGoesToNoHostThatAClientChooses() {
        int before = two.requests();
        apply(
                "http: [{route: [%s], mirror: {host: '*.localhost', port: {number: 82}}}]"
                        .formatted(to(81, "")));

        LiveGateway.awaitStatus(gateway.http(), HOST, "/", 200);
        assertThat(gateway.send(get(HOST + ":" + two.port(), "/")).echo().backend())
                .isEqualTo("one");
        assertThat(two.requests()).isEqualTo(before);
        assertThat(gateway.findings(FindingCode.DESTINATION_WITHOUT_NAME)).hasSize(1);
    }
}
