// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import static io.gatehouse.kubernetes.source.GivenObjects.configMap;
import static io.gatehouse.kubernetes.source.GivenObjects.gateway;
import static io.gatehouse.kubernetes.source.GivenObjects.key;
import static io.gatehouse.kubernetes.source.GivenObjects.namespace;
import static io.gatehouse.kubernetes.source.GivenObjects.secret;
import static io.gatehouse.kubernetes.source.GivenObjects.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Kind;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The mesh's `discoverySelectors`.
class SourceDiscoveryTest {
    private static final String MESH = "ConfigMap istio-system/istio";

    @TempDir private Path directory;
    private SourceUnderTest source;

    @BeforeEach
    void makeSource() throws IOException {
        source = new SourceUnderTest(directory);
        source.put(
                configMap(
                        "istio-system",
                        "istio",
                        "mesh",
                        "discoverySelectors: [{matchLabels: {mesh: in}}]"),
                namespace("shop", "{\"mesh\": \"in\"}"),
                namespace("other", "{}"),
                service("shop", "a", 80),
                service("other", "b", 80),
                secret("other", "cert", "1"),
                gateway("other", "gw", "cert"));
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void whatIsNotSelectedIsNotThereAndIsNotFetchedFor() {
        source.start();

        assertThat(source.told.objects())
                .containsExactly("Service shop/a", "Namespace other", "Namespace shop", MESH);
        assertThat(source.api.requests()).noneMatch(r -> r.contains("secrets/cert"));
    }

    @Test
    void labelsOfNamespacesBringObjectsInAndOut() {
        source.start();

        source.put(namespace("other", "{\"mesh\": \"in\"}"), namespace("shop", "{}"));

        source.told.awaitObjects(
                "Gateway other/gw",
                "Service other/b",
                "Namespace other",
                "Namespace shop",
                MESH,
                "Secret other/cert");
    }

    @Test
    void withoutSelectorsAllIsThere() {
        source.start();

        source.api.objects().delete(key(Kind.CONFIG_MAP, "istio-system", "istio"));

        source.told.awaitObjects(
                "Gateway other/gw",
                "Service other/b",
                "Service shop/a",
                "Namespace other",
                "Namespace shop",
                "Secret other/cert");
    }
}
