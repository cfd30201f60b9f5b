// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.FindingCode;
import io.gatehouse.config.core.Secret;
import io.gatehouse.server.certificate.KeyPairPem;
import io.gatehouse.server.envoy.CacheDirectory;
import io.gatehouse.server.envoy.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsSecretStandInsTest {
    private static final String GATEWAY =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: main, namespace: shop}
            spec:
              selector: {istio: ingressgateway}
              servers:
                - port: {number: 80, name: http, protocol: HTTP}
                  hosts: ["*"]
                - port: {number: 443, name: https, protocol: HTTPS}
                  tls: {mode: SIMPLE, credentialName: shop-tls}
                  hosts: [shop.example.com, "./*.shop.example.com", "*/api.example.com"]
            """;
    private static final String SECRET =
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: shop-tls, namespace: shop}
            type: kubernetes.io/tls
            data: {tls.crt: "", tls.key: ""}
            """;

    @TempDir private Path directory;
    private LocalCertificateAuthority authority;
    private TlsSecretStandIns standIns;

    @BeforeEach
    void openAuthority() throws IOException {
        authority =
                LocalCertificateAuthority.open(
                        new CacheDirectory(directory), InstantSource.system());
        standIns = new TlsSecretStandIns(authority);
    }

    @Test
    void makesACertificateForTheServersHosts() throws Exception {
        Supplement.Supply supply = standIns.supply(Defined.defined(GATEWAY));
        Secret secret = (Secret) supply.objects().getFirst();

        assertThat(secret.key()).hasToString("Secret shop/shop-tls");
        assertThat(secret.type()).isEqualTo("kubernetes.io/tls");
        assertThat(secret.data()).containsOnlyKeys("tls.crt", "tls.key");
        assertThat(names(secret))
                .containsExactly("*.shop.example.com", "api.example.com", "shop.example.com");
        assertThat(supply.findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo(FindingCode.STAND_IN);
                    assertThat(finding.object()).hasValue(Defined.object(GATEWAY).key());
                    assertThat(finding.field()).hasToString("spec.servers[1].tls.credentialName");
                    assertThat(finding.message())
                            .contains("Secret shop/shop-tls")
                            .contains(authority.certificateFile().toString());
                });
        assertThat(standIns.supply(Defined.defined(GATEWAY))).isEqualTo(supply);
    }

    @Test
    void goesWhenTheSecretIsThere() {
        for (String namespace : List.of("shop", "istio-system")) {
            String secret = SECRET.replace("namespace: shop", "namespace: " + namespace);
            assertThat(standIns.supply(Defined.defined(GATEWAY, secret)))
                    .isEqualTo(Supplement.Supply.NOTHING);
        }
        String elsewhere = SECRET.replace("namespace: shop", "namespace: other");
        assertThat(standIns.supply(Defined.defined(GATEWAY, elsewhere)).objects()).hasSize(1);
    }

    @Test
    void makesOneForAllServersThatNameIt() throws Exception {
        String other =
                GATEWAY.replace("name: main", "name: second")
                        .replace("[shop.example.com,", "[second.example.com,");
        Supplement.Supply supply = standIns.supply(Defined.defined(GATEWAY, other));
        assertThat(supply.objects()).hasSize(1);
        assertThat(names((Secret) supply.objects().getFirst()))
                .contains("shop.example.com", "second.example.com");
        assertThat(supply.findings()).hasSize(2);
    }

    @Test
    void isForThisMachineWhereTheServerIsForAllHosts() throws Exception {
        String all = GATEWAY.replace("[shop.example.com, \"./*.shop", "[\"*\", \"./*.shop");
        Secret secret = (Secret) standIns.supply(Defined.defined(all)).objects().getFirst();
        assertThat(names(secret)).contains("localhost", "127.0.0.1").doesNotContain("*");
    }

    @Test
    void bringsTheAuthorityWhereClientsMustShowCertificates() throws Exception {
        String mutual = GATEWAY.replace("SIMPLE", "MUTUAL");
        Secret secret = (Secret) standIns.supply(Defined.defined(mutual)).objects().getFirst();
        assertThat(text(secret, "ca.crt")).isEqualTo(authority.certificatePem());
    }

    @Test
    void understandsIstiosOtherForms() {
        String withNamespace = GATEWAY.replace("shop-tls", "kubernetes://certs/shop-tls");
        assertThat(standIns.supply(Defined.defined(withNamespace)).objects().getFirst().key())
                .hasToString("Secret certs/shop-tls");
        String several =
                GATEWAY.replace("credentialName: shop-tls", "credentialNames: [rsa, ecdsa]");
        assertThat(standIns.supply(Defined.defined(several)).findings())
                .extracting(finding -> finding.field().text())
                .containsExactly(
                        "spec.servers[1].tls.credentialNames[1]",
                        "spec.servers[1].tls.credentialNames[0]");
        String provider = GATEWAY.replace("shop-tls", "sds://provider");
        assertThat(standIns.supply(Defined.defined(provider))).isEqualTo(Supplement.Supply.NOTHING);
    }

    @Test
    void makesNoneWhereNoneIsUsed() {
        String passthrough = GATEWAY.replace("SIMPLE", "PASSTHROUGH");
        assertThat(standIns.supply(Defined.defined(passthrough)))
                .isEqualTo(Supplement.Supply.NOTHING);
        String otherWorkload = GATEWAY.replace("istio: ingressgateway", "istio: egressgateway");
        assertThat(standIns.supply(Defined.defined(otherWorkload)))
                .isEqualTo(Supplement.Supply.NOTHING);
    }

    @Test
    void tellsThatNoneCanBeMade() throws IOException {
        new FileTree(directory.resolve("ca")).delete();
        Files.writeString(directory.resolve("ca"), "a file in its place");
        assertThat(standIns.supply(Defined.defined(GATEWAY)).findings())
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.code()).isEqualTo(FindingCode.SECRET_MISSING));
    }

    private static String text(Secret secret, String key) {
        return Objects.requireNonNull(secret.data().get(key)).bytes().utf8();
    }

    private static List<String> names(Secret secret) throws Exception {
        return KeyPairPem.certificate(text(secret, "tls.crt")).getSubjectAlternativeNames().stream()
                .map(TlsSecretStandInsTest::name)
                .toList();
    }

    private static String name(Collection<?> typed) {
        return String.valueOf(List.copyOf(typed).get(1));
    }
}
