// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import static io.gatehouse.xds.Resources.name;
import static io.gatehouse.xds.Resources.route;
import static io.gatehouse.xds.Resources.staticCluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ResourceCacheTest {
    private static final String GROUP = "group";

    private final ResourceCache cache = new ResourceCache();

    @Test
    void onlyChangesMakeRevisions() {
        assertThat(cache.snapshot(GROUP).revision()).isZero();
        assertThat(cache.publish(GROUP, List.of(), List.of())).isEqualTo(1);
        assertThat(cache.publish(GROUP, List.of(), List.of())).isEqualTo(1);
        assertThat(cache.publish(GROUP, List.of(staticCluster("a", "1")), List.of())).isEqualTo(2);
        assertThat(cache.publish(GROUP, List.of(staticCluster("a", "1")), List.of())).isEqualTo(2);
        ResourceName absent = name(ResourceType.CLUSTER, "absent");
        assertThat(cache.publish(GROUP, List.of(), List.of(absent))).isEqualTo(2);
        assertThat(cache.publish(GROUP, List.of(staticCluster("a", "2")), List.of())).isEqualTo(3);
        assertThat(cache.snapshot("other").revision()).isZero();
    }

    @Test
    void theFirstSnapshotIsAwaited() throws Exception {
        CompletableFuture<ResourceSnapshot> first = new CompletableFuture<>();
        Thread waiting =
                Thread.startVirtualThread(() -> {
                    try {
                        first.complete(cache.awaitFirst(GROUP));
                    } catch (InterruptedException e) {
                        first.completeExceptionally(e);
                    }
                });
        cache.publish("other", List.of(staticCluster("a", "1")), List.of());
        assertThat(first).isNotDone();
        cache.publish(GROUP, List.of(staticCluster("b", "1")), List.of());
        waiting.join();
        assertThat(first.get().all(ResourceType.CLUSTER)).containsOnlyKeys("b");
        assertThat(cache.awaitFirst(GROUP)).isSameAs(first.get());
    }

    @Test
    void anUpsertWinsOverARemoval() {
        ResourceName a = name(ResourceType.CLUSTER, "a");
        cache.publish(GROUP, List.of(staticCluster("a", "1")), List.of(a));
        assertThat(cache.snapshot(GROUP).find(a)).isPresent();
        assertThat(cache.publish(GROUP, List.of(), List.of(a))).isEqualTo(2);
        assertThat(cache.snapshot(GROUP).find(a)).isEmpty();
    }

    @Test
    void snapshotsDoNotChange() {
        cache.publish(GROUP, List.of(staticCluster("a", "1")), List.of());
        ResourceSnapshot before = cache.snapshot(GROUP);
        cache.publish(GROUP, List.of(staticCluster("b", "1")), List.of());
        assertThat(before.all(ResourceType.CLUSTER)).containsOnlyKeys("a");
        assertThat(cache.snapshot(GROUP).all(ResourceType.CLUSTER)).containsOnlyKeys("a", "b");
    }

    @Test
    void aVersionMayNameFewerThatExist() {
        ResourceName cluster = name(ResourceType.CLUSTER, "c");
        VersionedResource route = route("r", "1", "c");
        cache.publish(GROUP, List.of(route), List.of());
        VersionedResource without =
                new VersionedResource(route.name(), route.version(), route.body(), new TreeSet<>());

        assertThat(cache.publish(GROUP, List.of(without), List.of())).isEqualTo(2);
        assertThat(cache.snapshot(GROUP).users(cluster)).isEmpty();
        assertThat(cache.publish(GROUP, List.of(without), List.of())).isEqualTo(2);
    }

    @Test
    void knowsWhoNamesAResource() {
        ResourceName cluster = name(ResourceType.CLUSTER, "c");
        cache.publish(GROUP, List.of(route("r", "1", "c"), route("q", "1", "c")), List.of());
        assertThat(cache.snapshot(GROUP).users(cluster))
                .containsExactlyInAnyOrder(
                        name(ResourceType.ROUTE, "r"), name(ResourceType.ROUTE, "q"));
        cache.publish(GROUP, List.of(route("r", "2", "d")), List.of(name(ResourceType.ROUTE, "q")));
        assertThat(cache.snapshot(GROUP).users(cluster)).isEmpty();
        assertThat(cache.snapshot(GROUP).users(name(ResourceType.CLUSTER, "d"))).hasSize(1);
    }

    @Test
    void readersLearnWhatChangedAndMergeWhatTheyMissed() {
        cache.publish(GROUP, List.of(staticCluster("a", "1")), List.of());
        List<SnapshotUpdate> updates = new ArrayList<>();
        try (var _ = cache.subscribe(GROUP, updates::add)) {
            cache.publish(GROUP, List.of(staticCluster("b", "1")), List.of());
            cache.publish(
                    GROUP, List.of(route("r", "1")), List.of(name(ResourceType.CLUSTER, "a")));
        }
        cache.publish(GROUP, List.of(staticCluster("c", "1")), List.of());
        assertThat(updates)
                .extracting(update -> update.snapshot().revision())
                .containsExactly(1L, 2L, 3L);
        SnapshotUpdate merged = updates.get(2).after(updates.get(1));
        assertThat(merged.firstRevision()).isEqualTo(2);
        assertThat(merged.snapshot().revision()).isEqualTo(3);
        assertThat(merged.changed())
                .containsExactly(
                        name(ResourceType.CLUSTER, "a"),
                        name(ResourceType.CLUSTER, "b"),
                        name(ResourceType.ROUTE, "r"));
    }

    @Test
    void allStreamsSendTheSameBytes() {
        VersionedResource resource = staticCluster("a", "1");
        cache.publish(GROUP, List.of(resource), List.of());
        for (int stream = 0; stream < 3; stream++) {
            DeltaDialect dialect = new DeltaDialect();
            ProxyView view =
                    new ProxyView(new Refusals(), "node", DiscoverySettings.DEFAULT, false);
            try (var _ = cache.subscribe(GROUP, view::adopt)) {
                dialect.apply(
                        ResourceType.CLUSTER,
                        DeltaDiscoveryRequest.getDefaultInstance(),
                        view,
                        Instant.EPOCH);
                assertThat(
                                view.next(0)
                                        .flatMap(push -> dialect.response(push, view))
                                        .map(response -> response.getResources(0).getResource()))
                        .hasValueSatisfying(body -> assertThat(body).isSameAs(resource.body()));
            }
        }
    }
}
