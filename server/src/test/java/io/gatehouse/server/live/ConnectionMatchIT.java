// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.testing.GatewayClient;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// One VirtualService with rules for two Gateways: `gw` with port 443, `other` with port 80. Both
/// pass TLS through to port 8000, which ends it, and take TCP without TLS too.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionMatchIT {
    private static final String HOST = "a.example.com";

    private final Backends one = Backends.start("one", 1);
    private final Backends two = Backends.start("two", 1);
    private LiveGateway gateway;

    @BeforeAll
    void start() {
        gateway =
                LiveGateway.start(
                        passing("gw", 443),
                        passing("other", 80),
                        LiveTls.gateway("*.example.com"),
                        LiveTls.secret(),
                        one.yaml(),
                        two.yaml(),
                        Yaml.routeTo("app", "*.example.com", "one").replace("[gw]", "[behind]"));
        gateway.apply(
                LiveTls.behind(gateway.port(8000)),
                """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: raw, namespace: default}
                spec:
                  hosts: ["*"]
                  gateways: [gw, other]
                  tls:
                  - match: [{sniHosts: [a.example.com], gateways: [other]}]
                    route: [{destination: {host: behind.example.org, subset: open}}]
                  - match: [{sniHosts: [b.example.com], gateways: [default/gw]}]
                    route: [{destination: {host: behind.example.org, subset: open}}]
                  - match: [{sniHosts: [c.example.com]}]
                    route: [{destination: {host: behind.example.org, subset: closed}}]
                  tcp:
                  - match: [{gateways: [other]}]
                    route: [{destination: {host: two}}]
                  - match: [{gateways: [gw]}]
                    route: [{destination: {host: one}}]
                """);
    }

    @AfterAll
    void stop() {
        gateway.close();
        one.close();
        two.close();
    }

    private static String passing(String name, int port) {
        return """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: %s, namespace: default}
        spec:
          selector: {istio: ingressgateway}
          servers:
          - port: {number: %d, name: tls, protocol: TLS}
            hosts: ["*"]
            tls: {mode: PASSTHROUGH}
          - port: {number: %d, name: tcp, protocol: TCP}
            hosts: ["*"]
        """
                .formatted(name, port, port);
    }

    private void serves(int port, String serverName) throws IOException {
        GatewayClient client = GatewayClient.tls(gateway.port(port), serverName);
        LiveGateway.awaitStatus(client, HOST, "/", 200);
        assertThat(client.get(HOST, "/").echo().backend()).isEqualTo("one-0");
    }

    private void closes(int port, String serverName) {
        assertThatThrownBy(
                        () -> GatewayClient.tls(gateway.port(port), serverName).connect().close())
                .as("%s on port %d", serverName, port)
                .isInstanceOf(IOException.class);
    }

    @Test
    void tlsRulesAreForTheGatewaysOfTheirMatch() throws Exception {
        serves(80, "a.example.com");
        closes(443, "a.example.com");
        serves(443, "b.example.com");
        closes(80, "b.example.com");
    }

    @Test
    void tcpRulesAreForTheGatewaysOfTheirMatch() throws Exception {
        LiveGateway.awaitStatus(GatewayClient.plain(gateway.port(80)), HOST, "/", 200);
        assertThat(GatewayClient.plain(gateway.port(80)).get(HOST, "/").echo().backend())
                .isEqualTo("two-0");
        assertThat(GatewayClient.plain(gateway.port(443)).get(HOST, "/").echo().backend())
                .isEqualTo("one-0");
    }

    /// Nobody answers at the endpoint of the subset `closed`.
    @Test
    void connectionsGoToTheSubsetOfTheirRule() throws Exception {
        serves(443, "b.example.com");
        for (int i = 0; i < 5; i++) {
            GatewayClient.tls(gateway.port(443), "b.example.com").connect().close();
            closes(443, "c.example.com");
        }
    }
}
