// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Handshakes.showing;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.ClientIdentity;
import io.gatehouse.testing.ClientTls;
import io.gatehouse.testing.GatewayConnection;
import io.gatehouse.testing.GatewayRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Servers with mode ISTIO_MUTUAL: gateway and clients show certificates of the mesh.
class MeshServerIT {
    private static final String MESH = "mesh.example.com";
    private static final String NAMED = "named.example.com";
    private static final String ALICE_NAME = "spiffe://cluster.local/ns/default/sa/alice";

    private static final TestAuthority AUTHORITY = TestAuthority.make("mesh-ca");
    private static final ClientIdentity GATEWAY =
            AUTHORITY.issue("spiffe://cluster.local/ns/istio-system/sa/ingress");
    private static final ClientIdentity ALICE = AUTHORITY.issue(ALICE_NAME);
    private static final ClientIdentity BOB =
            AUTHORITY.issue("spiffe://cluster.local/ns/default/sa/bob");
    private static final ClientIdentity STRANGER =
            TestAuthority.make("strangers-ca").issue(ALICE_NAME);

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
                          - port: {number: 443, name: mesh, protocol: HTTPS}
                            hosts: [mesh.example.com]
                            tls: {mode: ISTIO_MUTUAL}
                          - port: {number: 443, name: named, protocol: HTTPS}
                            hosts: [named.example.com]
                            tls: {mode: ISTIO_MUTUAL, subjectAltNames: ["%s"]}
                        """
                                .formatted(ALICE_NAME),
                        Yaml.secret(
                                "gatehouse-mesh",
                                Map.of(
                                        "tls.crt",
                                        Pem.certificate(GATEWAY),
                                        "tls.key",
                                        Pem.key(GATEWAY),
                                        "ca.crt",
                                        AUTHORITY.pem())),
                        SHOP.yaml(),
                        Yaml.routeTo("shop", "*.example.com", "shop"));
        handshakes = new Handshakes(gateway);
        handshakes.awaitAdmitted(showing(MESH, ALICE));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        SHOP.close();
    }

    @Test
    void onlyMembersOfTheMeshGetIn() throws IOException {
        handshakes.assertAdmitted(showing(MESH, ALICE));
        handshakes.assertAdmitted(showing(MESH, BOB));
        handshakes.assertRefused(showing(MESH, STRANGER));
        handshakes.assertRefused(ClientTls.to(MESH));
    }

    @Test
    void namesNarrowWhichMembersGetIn() throws IOException {
        handshakes.assertAdmitted(showing(NAMED, ALICE));
        handshakes.assertRefused(showing(NAMED, BOB));
    }

    @Test
    void theMeshSaysHowTlsIsSpokenWithItsCertificates() throws IOException {
        ClientTls old = showing(MESH, ALICE).upTo("TLSv1.2");
        handshakes.assertAdmitted(old);
        gateway.apply(Yaml.mesh("{meshMTLS: {minProtocolVersion: TLSV1_3, ecdhCurves: [P-384]}}"));

        handshakes.awaitRefused(old);
        handshakes.assertRefused(showing(MESH, ALICE).exchangingKeysBy("x25519"));
        handshakes.assertAdmitted(showing(MESH, ALICE).exchangingKeysBy("secp384r1"));

        gateway.apply(Yaml.mesh("{meshMTLS: {cipherSuites: [ECDHE-ECDSA-AES256-GCM-SHA384]}}"));

        handshakes.awaitAdmitted(old);
        handshakes.assertRefused(old.offering(List.of("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")));
        gateway.apply(Yaml.mesh("{}"));
    }

    @Test
    void theGatewayShowsItsOwnCertificateAndTellsTheBackendWhoAsks() throws IOException {
        try (GatewayConnection connection = handshakes.connect(showing(MESH, ALICE))) {
            assertThat(connection.certificate()).contains(GATEWAY.certificate());
            assertThat(
                            connection
                                    .send(GatewayRequest.get(MESH, "/"))
                                    .echo()
                                    .header("x-forwarded-client-cert"))
                    .contains("URI=" + ALICE_NAME);
        }
    }
}
