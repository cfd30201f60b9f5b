// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static io.gatehouse.testing.GatewayRequest.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.testing.GatewayClient;
import io.gatehouse.testing.GatewayConnection;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Port 8000 of the gateway is TCP; what is in the connections happens to be HTTP.
class TcpIT {
    private static final String GATEWAY =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: gw, namespace: default}
            spec:
              selector: {istio: ingressgateway}
              servers:
              - port: {number: 8000, name: tcp, protocol: TCP}
                hosts: ["*"]
              - port: {number: 80, name: mongo, protocol: MONGO}
                hosts: ["*"]
            """;

    private final Backends one = Backends.start("one", 1);
    private final Backends two = Backends.start("two", 1);
    private LiveGateway gateway;

    @BeforeEach
    void start() {
        gateway = LiveGateway.start(GATEWAY);
        gateway.apply(one.yaml(), two.yaml());
    }

    @AfterEach
    void stop() {
        gateway.close();
        one.close();
        two.close();
    }

    private static String rule(String route) {
        return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: raw, namespace: default}
        spec:
          hosts: ["*"]
          gateways: [gw]
          tcp:
          - match: [{port: 8000}]
            route: [%s]
        """
                .formatted(route);
    }

    private GatewayClient tcp() {
        return GatewayClient.plain(gateway.port(8000));
    }

    @Test
    void aPortOpensWithItsFirstRuleAndClosesWithItsLast() throws Exception {
        assertThatThrownBy(() -> tcp().get(HOST, "/")).isInstanceOf(IOException.class);
        assertThat(gateway.findings(FindingCode.SERVER_WITHOUT_ROUTE))
                .extracting(finding -> finding.field().toString())
                .containsExactly("spec.servers[0]", "spec.servers[1]");

        gateway.apply(rule("{destination: {host: one}}"));
        LiveGateway.awaitStatus(tcp(), HOST, "/", 200);
        assertThat(tcp().get("anything.at.all", "/").echo().backend()).isEqualTo("one-0");
        assertThat(gateway.findings(FindingCode.SERVER_WITHOUT_ROUTE))
                .extracting(finding -> finding.field().toString())
                .containsExactly("spec.servers[1]");

        gateway.delete(Kind.VIRTUAL_SERVICE, "raw");
        assertThatThrownBy(() -> tcp().get(HOST, "/")).isInstanceOf(IOException.class);
    }

    @Test
    void connectionsAreSplitByWeight() throws Exception {
        gateway.apply(
                rule(
                        "{destination: {host: one}, weight: 50}, {destination: {host: two}, weight: 50}"));
        LiveGateway.awaitStatus(tcp(), HOST, "/", 200);

        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 64; i++) {
            seen.add(tcp().get(HOST, "/").echo().backend());
        }
        assertThat(seen).containsExactlyInAnyOrder("one-0", "two-0");
    }

    @Test
    void aConnectionOutlivesAChangeOfThePort() throws Exception {
        gateway.apply(rule("{destination: {host: one}}"));
        LiveGateway.awaitStatus(tcp(), HOST, "/", 200);

        try (GatewayConnection open = tcp().connect()) {
            assertThat(open.send(get(HOST, "/")).echo().backend()).isEqualTo("one-0");

            gateway.apply(rule("{destination: {host: two}}"));

            assertThat(open.send(get(HOST, "/")).echo().backend()).isEqualTo("one-0");
        }
        assertThat(tcp().get(HOST, "/").echo().backend()).isEqualTo("two-0");
    }

    @Test
    void aNewServiceIsThereBeforeConnectionsGoToIt() throws Exception {
        gateway.apply(rule("{destination: {host: one}}"));
        LiveGateway.awaitStatus(tcp(), HOST, "/", 200);
        try (Backends three = Backends.start("three", 1)) {
            gateway.apply(three.yaml(), rule("{destination: {host: three}}"));

            assertThat(tcp().get(HOST, "/").echo().backend()).isEqualTo("three-0");
        }
    }

    @Test
    void aServerListensOnASocketOfTheFileSystem(@TempDir Path directory) throws Exception {
        Path socket = directory.resolve("gateway.sock");
        gateway.apply(
                Yaml.GATEWAY
                        .replace("name: gw", "name: local")
                        .replace("number: 80,", "number: 0,")
                        .replace("- port:", "- bind: unix://" + socket + "\n    port:"),
                Yaml.routeTo("local", HOST, "one").replace("[gw]", "[local]"));

        assertThat(Files.exists(socket)).isTrue();
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(
                    StandardCharsets.US_ASCII.encode(
                            "GET / HTTP/1.1\r\nHost: " + HOST + "\r\nConnection: close\r\n\r\n"));
            ByteBuffer answer = ByteBuffer.allocate(8192);
            channel.read(answer);
            assertThat(StandardCharsets.US_ASCII.decode(answer.flip()).toString())
                    .startsWith("HTTP/1.1 200");
        }
    }
}
