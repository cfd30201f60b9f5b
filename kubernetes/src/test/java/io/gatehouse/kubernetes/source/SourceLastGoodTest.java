// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import static io.gatehouse.kubernetes.source.GivenObjects.key;
import static io.gatehouse.kubernetes.source.GivenObjects.service;
import static io.gatehouse.kubernetes.source.GivenObjects.virtualService;
import static io.gatehouse.kubernetes.source.GivenObjects.virtualServiceSpec;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.LastGoodObjects;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.istio.VirtualService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What cannot be read when it is read for the first time is as it was before the start.
class SourceLastGoodTest {
    private static final String SHOP = "VirtualService default/shop";
    private static final String SERVICE = "Service default/shop";

    @TempDir private Path directory;
    private ConfigObject left;

    @BeforeEach
    void leave() throws IOException {
        left =
                ((ReadResult.Read)
                                new ObjectDecoder()
                                        .decode(
                                                virtualService("default", "shop", "left.test"),
                                                Kind.VIRTUAL_SERVICE)
                                        .result())
                        .object();
    }

    private SourceUnderTest source() throws IOException {
        return new SourceUnderTest(
                directory,
                SourceUnderTest.TIMING,
                new LastGoodObjects() {
                    @Override
                    public Optional<ConfigObject> find(ObjectKey key) {
                        return Optional.of(left).filter(object -> object.key().equals(key));
                    }

                    @Override
                    public List<ConfigObject> of(Kind kind) {
                        return kind == left.kind() ? List.of(left) : List.of();
                    }

                    @Override
                    public List<ConfigObject> from(String origin) {
                        return List.of();
                    }
                });
    }

    private static List<String> hosts(SourceUnderTest source) {
        return ((VirtualService) source.told.object(key(Kind.VIRTUAL_SERVICE, "default", "shop")))
                .spec()
                .hosts();
    }

    @Test
    void anObjectThatIsRefused() throws IOException {
        try (SourceUnderTest source = source()) {
            source.put(virtualServiceSpec("default", "shop", "{\"http\": 5}"));
            source.start();

            assertThat(hosts(source)).containsExactly("left.test");
            assertThat(source.told.codes()).contains(FindingCode.INVALID_VALUE);
        }
    }

    @Test
    void oneThatIsGoneIsGone() throws IOException {
        try (SourceUnderTest source = source()) {
            source.put(service("default", "shop", 80));
            source.start();

            assertThat(source.told.objects()).containsExactly(SERVICE);
        }
    }

    @Test
    void aKindThatMayNotBeRead() throws IOException {
        try (SourceUnderTest source = source()) {
            source.put(
                    virtualService("default", "shop", "new.test"), service("default", "shop", 80));
            source.api.deny(Kind.VIRTUAL_SERVICE);
            source.start();

            assertThat(source.told.objects()).containsExactly(SHOP, SERVICE);
            assertThat(hosts(source)).containsExactly("left.test");
            assertThat(source.told.codes()).containsExactly(FindingCode.ACCESS_DENIED);

            source.api.allow(Kind.VIRTUAL_SERVICE);
            ToldBatches.eventually(() -> assertThat(hosts(source)).containsExactly("new.test"));
        }
    }

    /// Such as one whose conversion the API server cannot make: it does not hold up the start.
    @Test
    void aKindThatTheApiServerFailsToList() throws IOException {
        try (SourceUnderTest source = source()) {
            source.put(service("default", "shop", 80));
            source.api.fail(Kind.VIRTUAL_SERVICE);
            source.start();

            assertThat(source.told.objects()).containsExactly(SHOP, SERVICE);
            assertThat(source.told.codes()).containsExactly(FindingCode.API_SERVER_UNAVAILABLE);

            source.api.allow(Kind.VIRTUAL_SERVICE);
            source.told.awaitObjects(SERVICE);
        }
    }
}
