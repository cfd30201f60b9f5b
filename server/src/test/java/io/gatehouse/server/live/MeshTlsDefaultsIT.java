// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import io.gatehouse.testing.ClientTls;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the mesh asks of servers that say nothing of it themselves, changed while they serve.
class MeshTlsDefaultsIT {
    private static final ClientTls SILENT = ClientTls.to("silent.example.com");
    private static final ClientTls OWN = ClientTls.to("own.example.com");
    private static final List<String> WEAK = List.of("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
    private static final List<String> STRONG = List.of("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");

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
                          - port: {number: 443, name: own, protocol: HTTPS}
                            hosts: [own.example.com]
                            tls:
                              mode: SIMPLE
                              credentialName: shop
                              minProtocolVersion: TLSV1_2
                              ecdhCurves: [X25519]
                              cipherSuites: [ECDHE-ECDSA-AES128-GCM-SHA256]
                        """,
                        ServerSecret.yaml("shop"),
                        SHOP.yaml(),
                        Yaml.routeTo("shop", "*.example.com", "shop"));
        handshakes = new Handshakes(gateway);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        SHOP.close();
    }

    @Test
    void theOldestVersion() throws IOException {
        gateway.apply(Yaml.mesh("{}"));
        handshakes.awaitAdmitted(SILENT.upTo("TLSv1.2"));

        gateway.apply(Yaml.mesh("{tlsDefaults: {minProtocolVersion: TLSV1_3}}"));

        handshakes.awaitRefused(SILENT.upTo("TLSv1.2"));
        handshakes.assertAdmitted(SILENT);
        handshakes.assertAdmitted(OWN.upTo("TLSv1.2"));
    }

    @Test
    void theGroups() throws IOException {
        gateway.apply(Yaml.mesh("{}"));
        handshakes.awaitAdmitted(SILENT.exchangingKeysBy("x25519"));

        gateway.apply(Yaml.mesh("{tlsDefaults: {ecdhCurves: [P-384]}}"));

        handshakes.awaitRefused(SILENT.exchangingKeysBy("x25519"));
        handshakes.assertAdmitted(SILENT.exchangingKeysBy("secp384r1"));
        handshakes.assertAdmitted(OWN.exchangingKeysBy("x25519"));
    }

    @Test
    void theCipherSuites() throws IOException {
        gateway.apply(Yaml.mesh("{}"));
        handshakes.awaitAdmitted(SILENT.upTo("TLSv1.2").offering(WEAK));

        gateway.apply(Yaml.mesh("{tlsDefaults: {cipherSuites: [ECDHE-ECDSA-AES256-GCM-SHA384]}}"));

        handshakes.awaitRefused(SILENT.upTo("TLSv1.2").offering(WEAK));
        handshakes.assertAdmitted(SILENT.upTo("TLSv1.2").offering(STRONG));
        handshakes.assertAdmitted(OWN.upTo("TLSv1.2").offering(WEAK));
    }
}
