// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import static io.gatehouse.kubernetes.source.GivenObjects.key;
import static io.gatehouse.kubernetes.source.ToldBatches.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.core.Service;
import io.gatehouse.config.istio.VirtualService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is told of objects that come, change and go.
class KubernetesSourceTest {
    private static final String SHOP = "VirtualService default/shop";

    @TempDir private Path directory;
    private SourceUnderTest source;

    @BeforeEach
    void makeSource() throws IOException {
        source = new SourceUnderTest(directory);
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void theFirstBatchIsComplete() {
        source.put(
                GivenObjects.virtualService("default", "shop", "shop.example.com"),
                GivenObjects.service("default", "shop", 80),
                GivenObjects.namespace("default", "{}"));

        source.start();

        assertThat(source.told.batches()).hasSize(1);
        assertThat(source.told.batches().getFirst().cause()).startsWith("read http://");
        assertThat(source.told.objects())
                .containsExactly(SHOP, "Service default/shop", "Namespace default");
        assertThat(source.told.findings()).isEmpty();
        assertThat(source.source().state().complete()).isTrue();
        assertThat(source.source().state().kinds())
                .hasSize(WatchedKind.ALL.size())
                .allMatch(KindState::listed);
    }

    @Test
    void whatChangesIsToldAtOnceAndInOrder() {
        source.start();

        source.put(GivenObjects.virtualService("default", "shop", "a.example.com"));
        source.told.awaitObjects(SHOP);
        source.put(GivenObjects.virtualService("default", "shop", "b.example.com"));
        eventually(() -> assertThat(hosts()).containsExactly("b.example.com"));
        source.api.objects().delete(key(Kind.VIRTUAL_SERVICE, "default", "shop"));
        source.told.awaitObjects();

        assertThat(source.told.changes(1)).containsExactly("+" + SHOP, "+" + SHOP, "-" + SHOP);
        assertThat(source.told.batches().stream().skip(1).map(b -> b.cause()))
                .containsExactly("added " + SHOP, "changed " + SHOP, "removed " + SHOP);
    }

    private List<String> hosts() {
        VirtualService shop =
                (VirtualService) source.told.object(key(Kind.VIRTUAL_SERVICE, "default", "shop"));
        return shop.spec().hosts();
    }

    @Test
    void whatChangesNothingForAGatewayIsNotTold() {
        source.put(GivenObjects.service("default", "a", 80));
        source.start();

        source.put(
                GivenObjects.serviceWithStatus(
                        "default", "a", 80, "{\"conditions\": [{\"type\": \"X\"}]}"));
        source.put(GivenObjects.service("default", "b", 80));

        source.told.awaitObjects("Service default/a", "Service default/b");
        assertThat(source.told.changes(1)).containsExactly("+Service default/b");
    }

    @Test
    void objectsHaveTheirIdentity() {
        source.put(GivenObjects.service("default", "a", 80));
        source.start();

        Service service = (Service) source.told.object(key(Kind.SERVICE, "default", "a"));
        assertThat(service.metadata().uid()).isEqualTo("uid-of-a");
    }

    @Test
    void anObjectThatIsRefusedStaysAsItWas() {
        source.put(GivenObjects.virtualService("default", "shop", "a.example.com"));
        source.start();

        source.put(
                GivenObjects.virtualServiceSpec(
                        "default", "shop", "{\"hosts\": [\"b.example.com\"], \"http\": 5}"));

        eventually(
                () -> assertThat(source.told.codes()).containsExactly(FindingCode.INVALID_VALUE));
        assertThat(source.told.findings())
                .singleElement()
                .asString()
                .startsWith("api-server: " + SHOP + ": found the number 5");
        assertThat(hosts()).containsExactly("a.example.com");

        source.api.objects().delete(key(Kind.VIRTUAL_SERVICE, "default", "shop"));
        source.told.awaitObjects();
        assertThat(source.told.findings()).isEmpty();
    }

    @Test
    void anObjectThatIsRefusedFromTheStartHarmsNoOther() {
        source.put(
                GivenObjects.virtualServiceSpec(
                        "default",
                        "bad",
                        "{\"hosts\": [\"a.example.com\"], \"gateways\": [\"gw\"]}"),
                GivenObjects.virtualService("default", "shop", "a.example.com"));

        source.start();

        assertThat(source.told.objects()).containsExactly(SHOP);
        assertThat(source.told.codes()).containsExactly(FindingCode.MISSING_FIELD);

        source.put(GivenObjects.virtualService("default", "bad", "b.example.com"));
        source.told.awaitObjects("VirtualService default/bad", SHOP);
        assertThat(source.told.findings()).isEmpty();
    }

    @Test
    void aFieldOfANewerApiIsTold() {
        source.put(
                GivenObjects.virtualServiceSpec(
                        "default",
                        "shop",
                        """
                        {"hosts": ["a.example.com"], "gateways": ["gw"], "hostz": [],
                         "http": [{"route": [{"destination": {"host": "shop"}}]}]}
                        """));
        source.start();

        assertThat(hosts()).containsExactly("a.example.com");
        assertThat(source.told.findings())
                .singleElement()
                .asString()
                .contains("unknown field \"hostz\"", "is used without it");
    }
}
