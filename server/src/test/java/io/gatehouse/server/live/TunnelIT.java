// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// TCP connections of port 8000 go through an HTTP proxy that is asked to connect further.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TunnelIT {
    private final TunnelBackend proxy = TunnelBackend.start();
    private LiveGateway gateway;

    @BeforeAll
    void start() {
        gateway =
                LiveGateway.start(
                        """
                        apiVersion: networking.istio.io/v1
                        kind: Gateway
                        metadata: {name: gw, namespace: default}
                        spec:
                          selector: {istio: ingressgateway}
                          servers:
                          - port: {number: 8000, name: tcp, protocol: TCP}
                            hosts: ["*"]
                        ---
                        apiVersion: networking.istio.io/v1
                        kind: ServiceEntry
                        metadata: {name: proxy, namespace: default}
                        spec:
                          hosts: [proxy.example.org]
                          ports: [{number: 3128, name: tcp, protocol: TCP, targetPort: %d}]
                          resolution: STATIC
                          endpoints: [{address: 127.0.0.1}]
                        ---
                        apiVersion: networking.istio.io/v1
                        kind: VirtualService
                        metadata: {name: db, namespace: default}
                        spec:
                          hosts: ["*"]
                          gateways: [gw]
                          tcp:
                          - route: [{destination: {host: proxy.example.org}}]
                        """
                                .formatted(proxy.port()));
    }

    @AfterAll
    void stop() {
        gateway.close();
        proxy.close();
    }

    @ParameterizedTest
    @CsvSource({"CONNECT, db.example.org, 5432", "POST, other.example.org, 3306"})
    void theProxyIsAskedForTheTarget(String protocol, String host, int port) throws IOException {
        gateway.apply(
                """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: proxy, namespace: default}
                spec:
                  host: proxy.example.org
                  trafficPolicy: {tunnel: {protocol: %s, targetHost: %s, targetPort: %d}}
                """
                        .formatted(protocol, host, port));

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port(8000))) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("hello\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(
                            new String(
                                    socket.getInputStream().readAllBytes(),
                                    StandardCharsets.US_ASCII))
                    .isEqualTo("%s %s:%d: hello".formatted(protocol, host, port));
        }
    }
}
