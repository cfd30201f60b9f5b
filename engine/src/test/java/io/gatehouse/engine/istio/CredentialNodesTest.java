// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Bytes;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.core.SecretValue;
import io.gatehouse.engine.FileMaterial;
import io.gatehouse.engine.GroupSecret;
import io.gatehouse.engine.MaterialOrigin;
import io.gatehouse.engine.MaterialRef;
import io.gatehouse.engine.MaterialRole;
import io.gatehouse.engine.Scenario;
import io.gatehouse.routing.PeerVerification;
import io.gatehouse.routing.ServerPort;
import io.gatehouse.routing.TlsTermination;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialNodesTest {
    private static final String PORT = "0.0.0.0_443";

    private static String gateway(String tls) {
        return """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: gw, namespace: default}
        spec:
          selector: {istio: ingressgateway}
          servers:
          - {port: {number: 443, name: https, protocol: HTTPS}, hosts: [a.example.com], tls: %s}
        """
                .formatted(tls);
    }

    private static TlsTermination tls(Scenario scenario) {
        ServerPort port = scenario.port(PORT);
        return port.chains().getFirst().tls().orElseThrow();
    }

    private static String messages(Scenario scenario) {
        return scenario.message("GH0204") + scenario.message("GH0205");
    }

    private static Map<String, String> given(Scenario scenario) {
        return scenario.routing.secrets.secrets.keys().stream()
                .collect(
                        Collectors.toMap(
                                GroupSecret::name,
                                secret -> secret.material().origin().toString(),
                                (a, _) -> a,
                                TreeMap::new));
    }

    @ParameterizedTest
    @CsvSource({
        "cert, istio-system, kubernetes://cert",
        "cert, default, kubernetes://default/cert",
        "kubernetes://cert, default, kubernetes://default/cert",
        "kubernetes://istio-system/cert, istio-system, kubernetes://cert",
        "kubernetes-gateway://default/cert, default, kubernetes://default/cert",
        "builtin://, istio-system, default",
    })
    void aSecretIsFoundByEveryForm(String credential, String namespace, String material) {
        Scenario scenario =
                new Scenario(
                        gateway("{mode: SIMPLE, credentialName: '%s'}".formatted(credential)),
                        TestSecrets.rsa(
                                namespace,
                                credential.equals("builtin://") ? "gatehouse-mesh" : "cert"));

        assertThat(tls(scenario).certificates()).containsExactly(material);
        assertThat(given(scenario)).containsOnlyKeys(material);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubernetes://team/cert",
                "kubernetes-gateway://cert",
                "configmap://default/cert",
                "invalid://x",
                "sds://x",
                "a/b",
                "kubernetes://",
                "ftp://a"
            })
    void whatIsNoSecretOfThisGatewayIsTold(String credential) {
        Scenario scenario =
                new Scenario(
                        gateway("{mode: SIMPLE, credentialName: '%s'}".formatted(credential)),
                        TestSecrets.rsa("team", "cert"),
                        TestSecrets.rsa("default", "cert"));

        assertThat(scenario.ports).isEmpty();
        assertThat(given(scenario)).isEmpty();
        assertThat(scenario.findings()).contains("GH0205 spec.servers[0].tls.credentialName");
        assertThat(scenario.message("GH0205")).contains("found " + credential).contains("expected");
    }

    @Test
    void theCaIsOfTheSecretWithTheSuffixBeforeThatOfTheKeyPair() {
        Scenario scenario =
                new Scenario(
                        gateway("{mode: MUTUAL, credentialName: cert}"),
                        TestSecrets.mutual("istio-system", "cert"));
        assertThat(given(scenario))
                .containsEntry("kubernetes://cert-cacert", "Secret istio-system/cert");
        assertThat(tls(scenario).clientsMust()).isTrue();
        assertThat(tls(scenario).clients())
                .contains(
                        new PeerVerification(
                                Optional.of("kubernetes://cert-cacert"),
                                List.of(),
                                List.of(),
                                List.of(),
                                false));

        scenario.apply(TestSecrets.authority("istio-system", "cert-cacert"));
        assertThat(given(scenario))
                .containsEntry("kubernetes://cert-cacert", "Secret istio-system/cert-cacert");
        assertThat(scenario.findings()).doesNotContain("GH0204 spec.servers[0].tls");
    }

    @Test
    void aServerWithoutTheCaOfItsClientsIsLeftOut() {
        Scenario scenario =
                new Scenario(
                        gateway("{mode: OPTIONAL_MUTUAL, credentialName: cert}"),
                        TestSecrets.rsa("istio-system", "cert"));

        assertThat(scenario.ports).isEmpty();
        assertThat(given(scenario)).isEmpty();
        assertThat(messages(scenario))
                .contains("no Secret cert-cacert in namespace istio-system or default")
                .contains("no ca.crt in Secret cert")
                .contains("the server is left out");

        scenario.apply(TestSecrets.authority("default", "cert-cacert"));
        assertThat(tls(scenario).clientsMust()).isFalse();
        assertThat(given(scenario)).containsKey("kubernetes://default/cert-cacert");
    }

    @Test
    void namesOfCertificatesAndCasDoNotMeet() {
        Scenario scenario =
                new Scenario(
                        gateway(
                                "{mode: MUTUAL, credentialName: a-cacert, caCertCredentialName: a}"),
                        TestSecrets.rsa("istio-system", "a-cacert"),
                        TestSecrets.authority("istio-system", "a"));

        assertThat(given(scenario))
                .containsEntry("kubernetes://a-cacert~key", "Secret istio-system/a-cacert")
                .containsEntry("kubernetes://a~cacert", "Secret istio-system/a");
    }

    @Test
    void aCaMayBeInAConfigMapOfAnyNamespace() {
        Scenario scenario =
                new Scenario(
                        gateway(
                                "{mode: MUTUAL, credentialName: cert, caCertCredentialName: 'configmap://team/clients'}"),
                        TestSecrets.rsa("istio-system", "cert"));
        assertThat(messages(scenario)).contains("no ConfigMap clients in namespace team");

        scenario.apply(
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: clients, namespace: team}
                data: {ca.crt: garbage}
                """);
        assertThat(messages(scenario)).contains("ConfigMap team/clients: ca.crt holds no");
    }

    @Test
    void withoutAMeshTheModeOfTheMeshNeedsASecret() {
        Scenario scenario = new Scenario(gateway("{mode: ISTIO_MUTUAL}"));
        assertThat(scenario.ports).isEmpty();
        assertThat(messages(scenario)).contains("gatehouse-mesh").contains("use mode MUTUAL");

        scenario.apply(TestSecrets.mutual("istio-system", "gatehouse-mesh"));
        assertThat(given(scenario)).containsOnlyKeys("default", "ROOTCA");
        assertThat(tls(scenario).clientsMust()).isTrue();
    }

    @Test
    void whatHasExpiredIsServedAndTold() {
        Scenario scenario =
                new Scenario(
                        gateway("{mode: SIMPLE, credentialName: cert}"),
                        TestSecrets.rsa("istio-system", "cert"));
        assertThat(scenario.message("GH0210")).isEmpty();

        scenario.routing.clock.set(Instant.parse("2200-01-01T00:00:00Z"));
        scenario.apply();
        assertThat(scenario.message("GH0210"))
                .contains("the certificate of Secret istio-system/cert has expired on 2");
        assertThat(tls(scenario).certificates()).isNotEmpty();

        scenario.routing.clock.set(Instant.parse("2000-01-01T00:00:00Z"));
        scenario.apply();
        assertThat(scenario.message("GH0210")).contains("is not valid before 2");
    }

    @Test
    void filesAreLeftToTheProxyUnlessTheyCanBeRead() {
        MaterialOrigin.KeyPairFiles files = new MaterialOrigin.KeyPairFiles("/a.crt", "/a.key");
        Scenario scenario =
                new Scenario(
                        gateway("{mode: SIMPLE, serverCertificate: /a.crt, privateKey: /a.key}"));
        assertThat(tls(scenario).certificates()).containsExactly("file-cert:/a.crt~/a.key");

        scenario.routing.tables.files.put(
                files, new FileMaterial.Unreadable("file /a.crt does not exist"));
        scenario.apply();
        assertThat(scenario.ports).isEmpty();
        assertThat(messages(scenario)).contains("file /a.crt does not exist; the server is left");

        TreeMap<String, SecretValue> data = new TreeMap<>();
        data.put("tls.crt", new SecretValue(Bytes.utf8("garbage")));
        data.put("tls.key", new SecretValue(Bytes.utf8("garbage")));
        scenario.routing.tables.files.put(files, new FileMaterial.Content(data));
        scenario.apply();
        assertThat(messages(scenario)).contains("/a.crt holds no certificate");
    }

    @Test
    void anUpstreamsCredentialCountsInTheWorkloadsNamespaceOnly() {
        Scenario scenario = new Scenario(TestSecrets.rsa("istio-system", "cert"));
        var look =
                scenario.routing.graph.<CredentialRequest, Credential>derivation(
                        "test",
                        (e, request) -> e.get(scenario.routing.credentials.credential, request));
        var requests = scenario.routing.graph.<CredentialRequest, Boolean>table();
        var found = scenario.routing.graph.output(requests, look);
        requests.put(
                new CredentialRequest(
                        "istio-system", "istio-system", "cert", MaterialRole.KEY_PAIR),
                true);

        assertThat(found.changes())
                .singleElement()
                .extracting(change -> change.value().orElseThrow())
                .isEqualTo(
                        new Credential.Found(
                                new MaterialRef(
                                        "kubernetes://cert",
                                        new MaterialOrigin.Stored(
                                                new ObjectKey(Kind.SECRET, "istio-system", "cert")),
                                        MaterialRole.KEY_PAIR)));
    }

    @Test
    void theMeshDecidesWhereTheServerIsSilent() {
        Scenario scenario =
                new Scenario(
                        gateway("{mode: SIMPLE, credentialName: cert, ecdhCurves: [P-256]}"),
                        TestSecrets.rsa("istio-system", "cert"),
                        """
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: istio, namespace: istio-system}
                        data:
                          mesh: |
                            tlsDefaults: {minProtocolVersion: TLSV1_3, ecdhCurves: [X25519]}
                        """);

        assertThat(tls(scenario).minimum().name()).isEqualTo("TLS_1_3");
        assertThat(tls(scenario).curves()).containsExactly("P-256");
    }
}
