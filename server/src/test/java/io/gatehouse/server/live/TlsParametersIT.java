// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.ClientTls;
import io.gatehouse.testing.GatewayConnection;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Versions, cipher suites and groups that servers ask for, each with its own host on one port.
class TlsParametersIT {
    private static final String SILENT = "silent.example.com";
    private static final String OLD = "old.example.com";
    private static final String NEW = "new.example.com";
    private static final String SUITES = "suites.example.com";
    private static final String CURVES = "curves.example.com";

    private static final Backends SHOP = Backends.start("shop", 1);
    private static LiveGateway gateway;
    private static Handshakes handshakes;

    @BeforeAll
    static void start() {
        gateway =
                LiveGateway.start(
                        """
                        apiVersion: networking.istio.io/v1
                        kind: Gateway
                        metadata: {name: gw, namespace: default}
                        spec:
                          selector: {istio: ingressgateway}
                          servers:
                          - port: {number: 443, name: silent, protocol: HTTPS}
                            hosts: [silent.example.com]
                            tls: {mode: SIMPLE, credentialName: shop}
                          - port: {number: 443, name: old, protocol: HTTPS}
                            hosts: [old.example.com]
                            tls: {mode: SIMPLE, credentialName: shop, maxProtocolVersion: TLSV1_2}
                          - port: {number: 443, name: new, protocol: HTTPS}
                            hosts: [new.example.com]
                            tls: {mode: SIMPLE, credentialName: shop, minProtocolVersion: TLSV1_3}
                          - port: {number: 443, name: suites, protocol: HTTPS}
                            hosts: [suites.example.com]
                            tls: {mode: SIMPLE, credentialName: shop, cipherSuites: [ECDHE-ECDSA-AES256-GCM-SHA384]}
                          - port: {number: 443, name: curves, protocol: HTTPS}
                            hosts: [curves.example.com]
                            tls: {mode: SIMPLE, credentialName: shop, ecdhCurves: [P-384]}
                        """,
                        ServerSecret.yaml("shop"),
                        SHOP.yaml(),
                        Yaml.routeTo("shop", "*.example.com", "shop"));
        handshakes = new Handshakes(gateway);
        handshakes.awaitAdmitted(ClientTls.to(SILENT));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        SHOP.close();
    }

    @Test
    void theNewestVersionThatBothKnowIsSpoken() throws IOException {
        assertThat(version(ClientTls.to(SILENT))).isEqualTo("TLSv1.3");
        assertThat(version(ClientTls.to(SILENT).upTo("TLSv1.2"))).isEqualTo("TLSv1.2");
        assertThat(version(ClientTls.to(OLD))).isEqualTo("TLSv1.2");
        assertThat(version(ClientTls.to(NEW))).isEqualTo("TLSv1.3");
        handshakes.assertRefused(ClientTls.to(NEW).upTo("TLSv1.2"));
    }

    @Test
    void otherCipherSuitesAreRefused() throws IOException {
        List<String> weak = List.of("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
        List<String> strong = List.of("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");

        handshakes.assertAdmitted(ClientTls.to(SILENT).upTo("TLSv1.2").offering(weak));
        handshakes.assertRefused(ClientTls.to(SUITES).upTo("TLSv1.2").offering(weak));
        try (GatewayConnection connection =
                handshakes.connect(ClientTls.to(SUITES).upTo("TLSv1.2").offering(strong))) {
            assertThat(connection.cipherSuite()).isEqualTo(strong.getFirst());
        }
    }

    @Test
    void otherGroupsAreRefused() throws IOException {
        handshakes.assertAdmitted(ClientTls.to(SILENT).exchangingKeysBy("x25519"));
        handshakes.assertRefused(ClientTls.to(CURVES).exchangingKeysBy("x25519"));
        handshakes.assertAdmitted(ClientTls.to(CURVES).exchangingKeysBy("secp384r1"));
    }

    private static String version(ClientTls tls) throws IOException {
        try (GatewayConnection connection = handshakes.connect(tls)) {
            return connection.tlsVersion();
        }
    }
}
