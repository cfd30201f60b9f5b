// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.testing.GatewayRequest.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.server.TestCertificates;
import io.gatehouse.testing.GatewayConnection;
import io.gatehouse.testing.HttpVersion;
import org.junit.jupiter.api.Test;

/// Two teams share a certificate for all their hosts, and browsers share connections.
class MisdirectedIT {
    @Test
    void aRequestOnAnotherHostsConnectionIsSentToItsOwn() throws Exception {
        String secret =
                """
                apiVersion: v1
                kind: Secret
                metadata: {name: wildcard, namespace: istio-system}
                type: kubernetes.io/tls
                """
                        + TestCertificates.secretData("*.example.com");
        try (LiveGateway gateway =
                LiveGateway.start(
                        secret, server("one"), server("two"), routes("one"), routes("two"))) {
            LiveGateway.awaitStatus(gateway.https("two.example.com"), "two.example.com", "/", 200);
            LiveGateway.awaitStatus(gateway.https("one.example.com"), "one.example.com", "/", 200);

            try (GatewayConnection connection =
                    gateway.https("one.example.com").speaking(HttpVersion.HTTP_2).connect()) {
                assertThat(connection.send(get("one.example.com", "/")).status()).isEqualTo(200);
                assertThat(connection.send(get("two.example.com", "/")).status()).isEqualTo(421);
                assertThat(connection.send(get("none.example.com", "/")).status()).isEqualTo(404);
            }
        }
    }

    private static String server(String team) {
        return """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: %s, namespace: default}
        spec:
          selector: {istio: ingressgateway}
          servers:
          - port: {number: 443, name: https, protocol: HTTPS}
            tls: {mode: SIMPLE, credentialName: wildcard}
            hosts: [%s.example.com]
        """
                .formatted(team, team);
    }

    private static String routes(String team) {
        return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: %s, namespace: default}
        spec:
          hosts: [%s.example.com]
          gateways: [%s]
          http: [{directResponse: {status: 200}}]
        """
                .formatted(team, team, team);
    }
}
