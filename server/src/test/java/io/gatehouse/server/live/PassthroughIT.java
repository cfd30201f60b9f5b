// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.FindingCode;
import io.gatehouse.server.TestCertificates;
import io.gatehouse.testing.GatewayClient;
import io.gatehouse.testing.GatewayConnection;
import io.gatehouse.testing.GatewayRequest;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Port 443 passes TLS through to port 8000 of the same proxy, which ends it: what a client sees
/// there is not the certificate of port 443, which has none.
class PassthroughIT {
    private static final String PASSED = "passed.example.com";
    private static final String ENDED = "ended.example.com";

    private final Backends shop = Backends.start("shop", 1);
    private LiveGateway gateway;

    @BeforeEach
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
                          - port: {number: 443, name: tls, protocol: TLS}
                            hosts: ["*.example.com"]
                            tls: {mode: PASSTHROUGH}
                          - port: {number: 443, name: https, protocol: HTTPS}
                            hosts: ["%s"]
                            tls: {mode: SIMPLE, credentialName: ended}
                          - port: {number: 8000, name: behind, protocol: HTTPS}
                            hosts: ["%s"]
                            tls: {mode: SIMPLE, credentialName: passed}
                        """
                                .formatted(ENDED, PASSED),
                        secret("passed", PASSED),
                        secret("ended", ENDED),
                        shop.yaml(),
                        Yaml.routeTo("shop", "*.example.com", "shop"));
        gateway.apply(
                """
                apiVersion: v1
                kind: Service
                metadata: {name: behind, namespace: default}
                spec: {ports: [{name: tls, port: 443}]}
                ---
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: behind, namespace: default, labels: {kubernetes.io/service-name: behind}}
                addressType: IPv4
                ports: [{name: tls, port: %d}]
                endpoints: [{addresses: ["127.0.0.1"], conditions: {ready: true}}]
                """
                        .formatted(gateway.port(8000)),
                """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: passed, namespace: default}
                spec:
                  hosts: ["*.example.com"]
                  gateways: [gw]
                  tls:
                  - match: [{port: 443, sniHosts: [%s, %s]}]
                    route: [{destination: {host: behind}}]
                """
                        .formatted(PASSED, ENDED));
    }

    @AfterEach
    void stop() {
        gateway.close();
        shop.close();
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

    private String certificateAndBackend(String serverName) throws IOException {
        GatewayClient client = gateway.https(serverName);
        LiveGateway.awaitStatus(client, serverName, "/", 200);
        try (GatewayConnection connection = client.connect()) {
            String subject =
                    connection.certificate().orElseThrow().getSubjectX500Principal().getName();
            return subject
                    + " "
                    + connection.send(GatewayRequest.get(serverName, "/")).echo().backend();
        }
    }

    @Test
    void tlsIsPassedToWhomTheServerNameMeansAndEndedForOthers() throws Exception {
        assertThat(certificateAndBackend(PASSED)).contains(PASSED).endsWith(" shop-0");
        assertThat(certificateAndBackend(ENDED)).contains(ENDED).endsWith(" shop-0");
        assertThat(gateway.findings(FindingCode.CONNECTIONS_TAKEN)).hasSize(1);
    }

    @Test
    void otherServerNamesGetNoConnection() {
        for (String name : new String[] {"other.example.com", "passed.example.org", ""}) {
            assertThatThrownBy(() -> gateway.https(name).connect().close())
                    .as("server name '%s'", name)
                    .isInstanceOf(IOException.class);
        }
    }
}
