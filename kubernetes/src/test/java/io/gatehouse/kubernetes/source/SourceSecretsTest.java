// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import static io.gatehouse.kubernetes.source.GivenObjects.configMap;
import static io.gatehouse.kubernetes.source.GivenObjects.gateway;
import static io.gatehouse.kubernetes.source.GivenObjects.httpPolicy;
import static io.gatehouse.kubernetes.source.GivenObjects.key;
import static io.gatehouse.kubernetes.source.GivenObjects.secret;
import static io.gatehouse.kubernetes.source.ToldBatches.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.core.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets and ConfigMaps are there while an object names them, and at once.
class SourceSecretsTest {
    private static final String GATEWAY = "Gateway default/gw";
    private static final ObjectKey CERTIFICATE = key(Kind.SECRET, "istio-system", "cert");

    @TempDir private Path directory;
    private SourceUnderTest source;

    @BeforeEach
    void makeSource() throws IOException {
        source = new SourceUnderTest(directory);
        source.put(
                secret("istio-system", "cert", "1"),
                secret("istio-system", "cert-cacert", "1"),
                secret("istio-system", "unused", "1"),
                secret("elsewhere", "cert", "1"));
    }

    @AfterEach
    void close() {
        source.close();
    }

    private List<String> fetched() {
        return source.api.requests().stream()
                .filter(r -> r.startsWith("/api/v1/namespaces/"))
                .map(r -> r.substring("/api/v1/namespaces/".length()))
                .toList();
    }

    private void awaitValue(String expected) {
        eventually(() -> {
            Secret secret = (Secret) source.told.object(CERTIFICATE);
            assertThat(secret.data().values())
                    .extracting(value -> value.bytes().utf8())
                    .containsExactly(expected);
        });
    }

    @Test
    void theFirstBatchHasWhatItsObjectsNameAndNothingElse() {
        source.put(gateway("default", "gw", "cert"));

        source.start();

        assertThat(source.told.batches()).hasSize(1);
        assertThat(source.told.objects())
                .containsExactly(GATEWAY, CERTIFICATE.toString(), CERTIFICATE + "-cacert");
        assertThat(fetched())
                .containsExactlyInAnyOrder(
                        "istio-system/secrets/cert", "istio-system/secrets/cert-cacert");
    }

    @Test
    void anHttpPolicyComesWithTheSecretsOfItsNamespaceThatItNames() {
        source.put(httpPolicy("elsewhere", "users", "{\"basicAuth\": {\"secretName\": \"cert\"}}"));

        source.start();

        assertThat(source.told.objects())
                .containsExactly("HttpPolicy elsewhere/users", "Secret elsewhere/cert");
    }

    @Test
    void anObjectComesWithTheSecretThatItNames() {
        source.start();
        assertThat(fetched()).isEmpty();

        source.put(gateway("default", "gw", "cert"));

        source.told.awaitObjects(GATEWAY, CERTIFICATE.toString(), CERTIFICATE + "-cacert");
        assertThat(source.told.batches()).hasSize(2);
    }

    @Test
    void whatNobodyNamesAnyMoreIsDropped() {
        source.put(gateway("default", "gw", "cert"), gateway("default", "gw2", "cert"));
        source.start();

        source.api.objects().delete(key(Kind.GATEWAY, "default", "gw"));
        source.put(gateway("default", "gw2", "unused"));

        source.told.awaitObjects("Gateway default/gw2", "Secret istio-system/unused");
    }

    @Test
    void secretsChangeComeAndGo() {
        source.put(gateway("default", "gw", "cert"));
        source.start();

        source.put(secret("istio-system", "cert", "2"));
        awaitValue("2");
        source.api.objects().delete(CERTIFICATE);
        source.told.awaitObjects(GATEWAY, CERTIFICATE + "-cacert");
        source.put(secret("istio-system", "cert", "3"));
        awaitValue("3");
    }

    @Test
    void aSecretThatMayNotBeReadIsToldAndTriedAgain() {
        source.put(gateway("default", "gw", "cert"));
        source.api.denyGet(CERTIFICATE);

        source.start();

        assertThat(source.told.objects()).containsExactly(GATEWAY, CERTIFICATE + "-cacert");
        assertThat(source.told.codes()).containsExactly(FindingCode.ACCESS_DENIED);

        source.api.allowGet(CERTIFICATE);
        awaitValue("1");
        eventually(() -> assertThat(source.told.findings()).isEmpty());
    }

    @Test
    void aSecretThatMayNotBeReadAnyMoreStays() {
        source.put(gateway("default", "gw", "cert"));
        source.start();

        source.api.denyGet(CERTIFICATE);
        source.put(secret("istio-system", "cert", "2"));

        eventually(
                () -> assertThat(source.told.codes()).containsExactly(FindingCode.ACCESS_DENIED));
        awaitValue("1");
    }

    @Test
    void gatewayWorkloadsElsewhereHaveTheirOwnSecrets() {
        source.put(gateway("default", "gw", "cert"));
        source.start();

        CompletableFuture<List<String>> known = new CompletableFuture<>();
        source.source()
                .gatewayNamespaces(
                        Set.of("elsewhere"),
                        () -> known.complete(List.copyOf(source.told.objects())));

        assertThat(known.orTimeout(30, TimeUnit.SECONDS).join())
                .containsExactlyInAnyOrder(GATEWAY, "Secret elsewhere/cert");
    }

    @Test
    void theMeshConfigurationIsThereAndOtherConfigMapsAreWhenTheyAreNamed() {
        source.put(
                configMap("istio-system", "istio", "mesh", "connectTimeout: 5s"),
                configMap("default", "roots", "ca.crt", "x"),
                configMap("default", "other", "key", "x"));
        source.start();
        assertThat(source.told.objects()).containsExactly("ConfigMap istio-system/istio");

        source.put(gateway("default", "gw", "configmap://default/roots"));

        source.told.awaitObjects(
                GATEWAY, "ConfigMap default/roots", "ConfigMap istio-system/istio");
        assertThat(fetched()).noneMatch(path -> path.contains("other"));
    }

    @Test
    void onlyNamesOfSecretsAreListed() {
        source.start();

        assertThat(source.api.requests())
                .filteredOn(r -> r.startsWith("/api/v1/secrets"))
                .isNotEmpty()
                .allMatch(r -> r.contains("fieldSelector=type!%3Dhelm.sh%2Frelease.v1"));
    }
}
