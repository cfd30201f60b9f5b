// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.ClientIdentity;
import io.gatehouse.testing.ClientTls;
import io.gatehouse.testing.GatewayClient;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// AuthorizationPolicies about who a client's certificate says it is.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeerAccessIT {
    private static final String HOST = "mesh.example.com";
    private static final TestAuthority AUTHORITY = TestAuthority.make("mesh-ca");
    private static final ClientIdentity GATEWAY =
            AUTHORITY.issue("spiffe://new.example.org/ns/istio-system/sa/ingress");
    private static final ClientIdentity ALICE =
            AUTHORITY.issue("spiffe://new.example.org/ns/default/sa/alice");
    private static final ClientIdentity ALICE_BEFORE =
            AUTHORITY.issue("spiffe://old.example.org/ns/default/sa/alice");
    private static final ClientIdentity BOB =
            AUTHORITY.issue("spiffe://other.example.org/ns/team-b/sa/bob");

    private final Backends shop = Backends.start("shop", 1);
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
                          - port: {number: 443, name: mesh, protocol: HTTPS}
                            hosts: [mesh.example.com]
                            tls: {mode: ISTIO_MUTUAL}
                        """,
                        Yaml.secret(
                                "gatehouse-mesh",
                                Map.of(
                                        "tls.crt",
                                        Pem.certificate(GATEWAY),
                                        "tls.key",
                                        Pem.key(GATEWAY),
                                        "ca.crt",
                                        AUTHORITY.pem())),
                        shop.yaml(),
                        Yaml.meshLines(
                                """
                                trustDomain: new.example.org
                                trustDomainAliases: [old.example.org]
                                """),
                        Yaml.routeTo("shop", HOST, "shop"),
                        Policies.yaml(
                                "peers",
                                "",
                                """
                                {rules: [
                                  {to: [{operation: {paths: [/principal]}}], from: [{source: {principals: [old.example.org/ns/default/sa/alice]}}]},
                                  {to: [{operation: {paths: [/notprincipal]}}], from: [{source: {notPrincipals: [new.example.org/ns/default/sa/alice]}}]},
                                  {to: [{operation: {paths: [/domain]}}], from: [{source: {trustDomains: [new.example.org]}}]},
                                  {to: [{operation: {paths: [/notdomain]}}], from: [{source: {notTrustDomains: ["*.example.org"]}}]},
                                  {to: [{operation: {paths: [/other]}}], from: [{source: {trustDomains: ["other*"]}}]},
                                  {to: [{operation: {paths: [/namespace]}}], from: [{source: {namespaces: ["team-*"]}}]},
                                  {to: [{operation: {paths: [/account]}}], when: [{key: source.serviceAccount, values: [default/alice]}]},
                                  {to: [{operation: {paths: [/whendomain]}}], when: [{key: source.trustDomain, values: [other.example.org]}]}]}
                                """));
        LiveGateway.awaitStatus(client(ALICE), HOST, "/principal", 200);
    }

    @AfterAll
    void stop() {
        gateway.close();
        shop.close();
    }

    private GatewayClient client(ClientIdentity identity) {
        return GatewayClient.tls(gateway.port(443), ClientTls.to(HOST).showing(identity));
    }

    private int status(ClientIdentity identity, String path) throws IOException {
        return client(identity).get(HOST, path).status();
    }

    @Test
    void namesOfATrustDomainCountInItsAliases() throws IOException {
        assertThat(status(ALICE, "/principal")).isEqualTo(200);
        assertThat(status(ALICE_BEFORE, "/principal")).isEqualTo(200);
        assertThat(status(BOB, "/principal")).isEqualTo(403);
        assertThat(status(ALICE, "/notprincipal")).isEqualTo(403);
        assertThat(status(ALICE_BEFORE, "/notprincipal")).isEqualTo(403);
        assertThat(status(BOB, "/notprincipal")).isEqualTo(200);
    }

    @Test
    void trustDomains() throws IOException {
        assertThat(status(ALICE_BEFORE, "/domain")).isEqualTo(200);
        assertThat(status(BOB, "/domain")).isEqualTo(403);
        assertThat(status(BOB, "/other")).isEqualTo(200);
        assertThat(status(ALICE, "/other")).isEqualTo(403);
        assertThat(status(ALICE, "/notdomain")).isEqualTo(403);
        assertThat(status(BOB, "/whendomain")).isEqualTo(200);
        assertThat(status(ALICE, "/whendomain")).isEqualTo(403);
    }

    @Test
    void namespacesAndServiceAccounts() throws IOException {
        assertThat(status(BOB, "/namespace")).isEqualTo(200);
        assertThat(status(ALICE, "/namespace")).isEqualTo(403);
        assertThat(status(ALICE, "/account")).isEqualTo(200);
        assertThat(status(BOB, "/account")).isEqualTo(403);
    }
}
