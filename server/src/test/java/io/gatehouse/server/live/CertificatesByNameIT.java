// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.testing.GatewayRequest.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.server.TestCertificates;
import io.gatehouse.testing.GatewayConnection;
import io.gatehouse.testing.HttpVersion;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// HTTPS servers that share a chain, for which the proxy asks for certificates by name.
class CertificatesByNameIT {
    private static final DeliveryLimits FROM_TWO = new DeliveryLimits(1_000, 2);
    private static final List<String> HOSTS =
            List.of("a.test", "www.a.test", "b.test", "wide.c.test", "nobody.test");

    private final Backends backends = Backends.start("one", 1);
    private final LiveGateway gateway =
            LiveGateway.startWith(
                    FROM_TWO,
                    backends.yaml(),
                    server("a", "a.test, www.a.test"),
                    server("b", "b.test"),
                    server("c", "'*.c.test'"),
                    secret("a", "a.test"),
                    secret("b", "b.test"),
                    secret("c", "wide.c.test"),
                    route("a", "a.test"),
                    route("a", "www.a.test"),
                    route("b", "b.test"),
                    route("c", "wide.c.test"));

    @AfterEach
    void stop() {
        gateway.close();
        backends.close();
    }

    private static String server(String name, String hosts) {
        return """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: %s, namespace: default}
        spec:
          selector: {istio: ingressgateway}
          servers:
          - port: {number: 443, name: https, protocol: HTTPS}
            tls: {mode: SIMPLE, credentialName: %s}
            hosts: [%s]
        """
                .formatted(name, name, hosts);
    }

    private static String route(String gateway, String host) {
        return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: %s, namespace: default}
        spec:
          hosts: [%s]
          gateways: [%s]
          http: [{route: [{destination: {host: one}}]}]
        """
                .formatted(host.replace('.', '-'), host, gateway);
    }

    private static String secret(String name, String host) {
        return """
        apiVersion: v1
        kind: Secret
        metadata: {name: %s, namespace: istio-system}
        type: kubernetes.io/tls
        """
                        .formatted(name)
                + TestCertificates.secretData(host);
    }

    private BigInteger serialNumber(String host) throws IOException {
        try (GatewayConnection connection = gateway.https(host).connect()) {
            return connection.certificate().orElseThrow().getSerialNumber();
        }
    }

    private void awaitServed(String host) {
        LiveGateway.awaitStatus(gateway.https(host), host, "/", 200);
    }

    @Test
    void everyServerHasItsCertificateAndItsHosts() throws Exception {
        HOSTS.stream().filter(host -> !host.startsWith("nobody")).forEach(this::awaitServed);
        assertThat(serialNumber("a.test")).isEqualTo(serialNumber("www.a.test"));
        assertThat(serialNumber("a.test")).isNotEqualTo(serialNumber("b.test"));
        assertThat(answers("a.test"))
                .hasToString(
                        "{a.test=200, b.test=421, nobody.test=404, wide.c.test=421, www.a.test=200}");
        assertThat(answers("b.test"))
                .hasToString(
                        "{a.test=421, b.test=200, nobody.test=404, wide.c.test=421, www.a.test=421}");
        assertThat(answers("wide.c.test"))
                .hasToString(
                        "{a.test=421, b.test=421, nobody.test=404, wide.c.test=200, www.a.test=421}");
        assertThatThrownBy(() -> gateway.https("nobody.test").connect())
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> gateway.https("").connect()).isInstanceOf(IOException.class);
    }

    /// Envoy would take the names of the first four for resources of its own making, and end.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "xdstp://",
                "xdstp:///x",
                "xdstp://a.test/envoy.config.listener.v3.Listener/x",
                "XDSTP://",
                "*",
                "kubernetes://default/a",
                "a.test/",
                "a test"
            })
    void whatIsNoHostIsRefusedAndHarmsNobody(String name) throws Exception {
        awaitServed("a.test");
        try (GatewayConnection open = gateway.https("a.test").connect()) {
            assertThatThrownBy(() -> gateway.https(name).connect()).isInstanceOf(IOException.class);
            assertThat(open.send(get("a.test", "/")).status()).isEqualTo(200);
        }
        awaitServed("b.test");
    }

    /// By host, on one connection.
    private SortedMap<String, Integer> answers(String serverName) throws IOException {
        SortedMap<String, Integer> answers = new TreeMap<>();
        try (GatewayConnection connection =
                gateway.https(serverName).speaking(HttpVersion.HTTP_2).connect()) {
            for (String host : HOSTS) {
                answers.put(host, connection.send(get(host, "/")).status());
            }
        }
        return answers;
    }

    @Test
    void nothingOfTheServerNameGoesUpstream() throws Exception {
        awaitServed("a.test");
        assertThat(
                        gateway.https("a.test")
                                .send(get("a.test", "/").with("x-gatehouse-server-name", "b.test"))
                                .echo()
                                .headers()
                                .keySet())
                .noneMatch(name -> name.startsWith("x-gatehouse"));
    }

    @Test
    void serversAndCertificatesComeAndGoOnOpenConnections() throws Exception {
        awaitServed("a.test");
        BigInteger first = serialNumber("a.test");
        ObjectKey late = new ObjectKey(Kind.SECRET, "istio-system", "late");
        try (GatewayConnection open = gateway.https("a.test").connect()) {
            assertThat(open.send(get("a.test", "/")).status()).isEqualTo(200);

            gateway.apply(server("late", "late.test"), route("late", "late.test"));
            assertThatThrownBy(() -> gateway.https("late.test").connect())
                    .isInstanceOf(IOException.class);
            gateway.apply(secret("late", "late.test"));
            awaitServed("late.test");
            gateway.change(List.of(), List.of(late));
            await().atMost(Duration.ofSeconds(10)).until(() -> refused("late.test"));

            gateway.apply(secret("a", "*.test"));
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> !serialNumber("a.test").equals(first));

            assertThat(open.send(get("a.test", "/")).header("connection")).isNotEqualTo("close");
        }
    }

    private boolean refused(String host) {
        try (GatewayConnection _ = gateway.https(host).connect()) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    @Test
    void crossingTheLimitLosesNoRequest() {
        awaitServed("a.test");
        ObjectKey b = new ObjectKey(Kind.GATEWAY, "default", "b");
        try (Load load = Load.start(gateway.https("a.test"), get("a.test", "/"))) {
            for (int i = 0; i < 5; i++) {
                gateway.change(List.of(), List.of(b));
                load.more(20);
                gateway.apply(server("b", "b.test"));
                awaitServed("b.test");
                load.more(20);
            }
            assertThat(load.stop()).isEmpty();
        }
    }
}
