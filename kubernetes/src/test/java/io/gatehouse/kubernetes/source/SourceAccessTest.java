// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import static io.gatehouse.kubernetes.source.GivenObjects.service;
import static io.gatehouse.kubernetes.source.GivenObjects.virtualService;
import static io.gatehouse.kubernetes.source.ToldBatches.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kinds that are not there, and kinds that may not be read.
class SourceAccessTest {
    private static final String SHOP = "VirtualService default/shop";

    @TempDir private Path directory;
    private SourceUnderTest source;

    @BeforeEach
    void makeSource() throws IOException {
        source = new SourceUnderTest(directory);
        source.put(
                virtualService("default", "shop", "shop.example.com"),
                service("default", "shop", 80));
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void aKindThatIsInstalledLaterIsPickedUp() {
        source.api.uninstall(Kind.VIRTUAL_SERVICE);

        source.start();

        assertThat(source.told.objects()).containsExactly("Service default/shop");
        assertThat(source.told.codes()).containsExactly(FindingCode.KIND_NOT_SERVED);

        source.api.install(Kind.VIRTUAL_SERVICE, "v1");
        source.told.awaitObjects(SHOP, "Service default/shop");
        assertThat(source.told.findings()).isEmpty();
    }

    @Test
    void theNewestVersionThatIsServedIsRead() {
        for (Kind kind : Kind.values()) {
            if (kind.group().equals(Kind.GATEWAY.group())) {
                source.api.install(kind, "v1beta1");
            }
        }

        source.start();

        assertThat(source.told.objects()).containsExactly(SHOP, "Service default/shop");
        assertThat(source.api.requests())
                .anyMatch(r -> r.startsWith("/apis/networking.istio.io/v1beta1/virtualservices"))
                .noneMatch(r -> r.startsWith("/apis/networking.istio.io/v1/"));
    }

    @Test
    void aKindThatIsRemovedTakesItsObjectsAlong() {
        source.start();

        source.api.uninstall(Kind.VIRTUAL_SERVICE);

        eventually(() -> {
            source.api.objects().dropWatches();
            assertThat(source.told.objects()).containsExactly("Service default/shop");
        });
        assertThat(source.told.codes()).containsExactly(FindingCode.KIND_NOT_SERVED);
    }

    @Test
    void aKindThatMayNotBeReadIsToldAndTheOthersGoOn() {
        source.api.deny(Kind.VIRTUAL_SERVICE);

        source.start();

        assertThat(source.told.objects()).containsExactly("Service default/shop");
        assertThat(source.told.codes()).containsExactly(FindingCode.ACCESS_DENIED);
        assertThat(source.told.findings())
                .singleElement()
                .asString()
                .startsWith("api-server: virtualservices.networking.istio.io: ")
                .contains("get, list, watch", "User \"me\" cannot list virtualservices");

        source.api.allow(Kind.VIRTUAL_SERVICE);
        source.told.awaitObjects(SHOP, "Service default/shop");
        assertThat(source.told.findings()).isEmpty();
    }

    @Test
    void whatMayNotBeReadAnyMoreStays() {
        source.start();

        source.api.deny(Kind.VIRTUAL_SERVICE);

        eventually(() -> {
            source.api.objects().dropWatches();
            assertThat(source.told.codes()).containsExactly(FindingCode.ACCESS_DENIED);
        });
        assertThat(source.told.objects()).containsExactly(SHOP, "Service default/shop");
    }
}
