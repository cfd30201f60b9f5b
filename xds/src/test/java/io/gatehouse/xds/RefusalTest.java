// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import static io.gatehouse.xds.Resources.name;
import static io.gatehouse.xds.Resources.route;
import static io.gatehouse.xds.Resources.scopedRoute;
import static io.gatehouse.xds.Resources.staticCluster;
import static io.gatehouse.xds.ServerFixture.CDS;
import static io.gatehouse.xds.ServerFixture.RDS;
import static io.gatehouse.xds.ServerFixture.assertQuiet;
import static io.gatehouse.xds.ServerFixture.assertSends;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.gatehouse.testing.xds.AdsClient;
import io.gatehouse.testing.xds.DeltaModel;
import io.gatehouse.xds.Refusal.RefusedResource;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefusalTest {
    private final ServerFixture fixture = new ServerFixture();
    private final DeltaModel model = new DeltaModel();
    private final AdsClient<DeltaDiscoveryRequest, DeltaDiscoveryResponse> client =
            fixture.delta(model);

    @AfterEach
    void close() {
        client.close();
        fixture.close();
    }

    @Test
    void isToldWithResourceVersionAndDetail() {
        VersionedResource bad = route("bad", "1");
        fixture.publish(bad);
        client.subscribe(RDS, "bad");
        client.refuse(client.next(), "Only a single wildcard domain is permitted in route bad");
        assertQuiet(client);
        Refusal refusal =
                new Refusal(
                        ResourceType.ROUTE,
                        List.of(new RefusedResource(bad.name(), bad.version())),
                        "Only a single wildcard domain is permitted in route bad",
                        Instant.EPOCH);
        assertThat(fixture.events.refusals).containsExactly(refusal);
        assertThat(fixture.server.proxies().getFirst().types())
                .filteredOn(status -> status.type() == ResourceType.ROUTE)
                .containsExactly(
                        new ProxyStatus.TypeStatus(ResourceType.ROUTE, 0, 0, Optional.of(refusal)));
    }

    @Test
    void namesAScopeByItsKey() {
        fixture.publish(scopedRoute("1bKgh2PXqwYa0Zx", "http.80/a.test", "r"));
        client.subscribe(ResourceType.SCOPED_ROUTE.typeUrl());
        client.refuse(client.next(), "no");
        assertQuiet(client);
        assertThat(fixture.events.refusals)
                .flatExtracting(Refusal::resources)
                .extracting(RefusedResource::name)
                .containsExactly(name(ResourceType.SCOPED_ROUTE, "http.80/a.test"));
    }

    @Test
    void isNotRepeatedUntilTheContentChanges() {
        fixture.publish(route("r", "good"));
        client.subscribe(RDS, "r");
        client.acceptNext();
        fixture.publish(route("r", "bad"));
        client.refuse(client.next(), "no");
        assertQuiet(client);
        fixture.publish(route("q", "1"));
        assertQuiet(client);
        fixture.publish(route("r", "better"));
        assertSends(client.acceptNext(), ResourceType.ROUTE, "r");
        fixture.publish(route("r", "bad"));
        assertQuiet(client);
    }

    @Test
    void aProxyThatRefusedIsBehindThatRevisionWhateverWasPublishedMeanwhile() {
        fixture.publish(route("r", "good"));
        client.subscribe(RDS, "r");
        client.acceptNext();
        fixture.publish(route("r", "bad"));
        DeltaDiscoveryResponse bad = client.next();
        fixture.publish(route("r", "still bad"));
        client.refuse(bad, "no");
        client.refuse(client.next(), "no");
        await().until(() -> fixture.server.proxies().getFirst().settledRevision() == 3);
        assertThat(fixture.server.proxies().getFirst().syncedRevision()).isEqualTo(1);
    }

    @Test
    void otherProxiesOfTheGroupGetTheLastGoodVersion() {
        fixture.publish(route("r", "good"));
        client.subscribe(RDS, "r");
        client.acceptNext();
        fixture.publish(route("r", "bad"));
        client.refuse(client.next(), "no");
        assertQuiet(client);
        try (var other = fixture.delta()) {
            other.subscribe(RDS, "r");
            other.acceptNext();
            assertThat(other.held(RDS).get("r")).isEqualTo(route("r", "good").body());
            assertQuiet(other);
        }
    }

    @Test
    void whatIsGoodAllTheSameIsKeptOnlyFromTheProxyThatRefusedIt() {
        VersionedResource good = route("r", "2");
        fixture.publish(route("r", "1"));
        client.subscribe(RDS, "r");
        client.acceptNext();
        fixture.publish(good);
        client.refuse(client.next(), "I lie");
        assertQuiet(client);
        try (var honest = fixture.deltaOf("honest")) {
            honest.subscribe(RDS, "r");
            honest.acceptNext();
            assertThat(honest.held(RDS).get("r")).isEqualTo(route("r", "1").body());

            fixture.server.acquit("gateways", good);
            honest.acceptNext();
            assertThat(honest.held(RDS).get("r")).isEqualTo(good.body());
        }
        assertQuiet(client);
        client.close();
        try (var again = fixture.delta()) {
            again.subscribe(RDS, "r");
            again.acceptNext();
            assertThat(again.held(RDS).get("r")).isEqualTo(route("r", "1").body());

            fixture.publish(route("r", "3"), route("q", "1"));
            again.acceptNext();
            assertThat(again.held(RDS).get("r")).isEqualTo(route("r", "3").body());
        }
    }

    @Test
    void aProxyThatAsksForNothingButARefusedVersionIsToldThatThereIsNone() {
        fixture.publish(route("r", "bad"));
        client.subscribe(RDS, "r");
        client.refuse(client.next(), "no");
        assertQuiet(client);
        client.close();
        try (var again = fixture.delta(model)) {
            again.reconnect();
            DeltaDiscoveryResponse answer = again.acceptNext();
            assertSends(answer, ResourceType.ROUTE);
            assertThat(answer.getRemovedResourcesList()).containsExactly("r");
            assertQuiet(again);
        }
    }

    @Test
    void whatIsNotAccusedIsSentOnceMore() {
        fixture.publish(staticCluster("a", "1"), staticCluster("b", "1"), staticCluster("c", "1"));
        client.subscribe(CDS);
        client.refuse(client.next(), "Error adding/updating cluster(s) b: no such thing");
        assertSends(client.acceptNext(), ResourceType.CLUSTER, "a", "c");
        assertQuiet(client);
        assertThat(client.held(CDS)).containsOnlyKeys("a", "c");
    }

    @Test
    void whoIsToBlameIsFoundOutWhenTheProxyDoesNotSay() {
        Set<String> bad = Set.of("c2", "c5");
        for (int i = 0; i < 8; i++) {
            fixture.publish(staticCluster("c" + i, "1"));
        }
        client.subscribe(CDS);
        Set<String> found = new HashSet<>();
        while (found.size() < bad.size() || client.held(CDS).size() < 6) {
            DeltaDiscoveryResponse response = client.next();
            Set<String> names = model.resources(response).keySet();
            if (names.stream().anyMatch(bad::contains)) {
                client.refuse(response, "Proto constraint validation failed");
                if (names.size() == 1) {
                    found.addAll(names);
                }
            } else {
                client.accept(response);
            }
        }
        assertQuiet(client);
        assertThat(found).isEqualTo(bad);
        assertThat(fixture.events.refusals)
                .flatMap(Refusal::resources)
                .extracting(RefusedResource::name)
                .containsExactlyInAnyOrder(
                        name(ResourceType.CLUSTER, "c2"), name(ResourceType.CLUSTER, "c5"));
    }

    @Test
    void removalsOfARefusedResponseAreNotLost() {
        fixture.publish(staticCluster("a", "1"), staticCluster("b", "1"));
        client.subscribe(CDS);
        client.acceptNext();
        fixture.cache.publish(
                "gateways",
                List.of(staticCluster("b", "bad")),
                List.of(name(ResourceType.CLUSTER, "a")));
        client.refuse(client.next(), "b: no");
        DeltaDiscoveryResponse again = client.acceptNext();
        assertSends(again, ResourceType.CLUSTER);
        assertThat(again.getRemovedResourcesList()).containsExactly("a");
        assertQuiet(client);
    }

    @Test
    void keepsTheProxyFromBeingSyncedButNotFromSettling() {
        fixture.publish(staticCluster("a", "1"));
        client.subscribe(CDS);
        client.acceptNext();
        await().untilAsserted(() -> assertThat(fixture.events.synced).containsExactly(1L));
        fixture.publish(staticCluster("a", "bad"));
        client.refuse(client.next(), "no");
        await().untilAsserted(() -> assertThat(fixture.events.settled).containsExactly(1L, 2L));
        fixture.publish(staticCluster("b", "1"));
        client.acceptNext();
        await().untilAsserted(() -> assertThat(fixture.events.settled).containsExactly(1L, 2L, 3L));
        assertThat(fixture.events.synced).containsExactly(1L);
        fixture.publish(staticCluster("a", "2"));
        client.acceptNext();
        await().untilAsserted(() -> assertThat(fixture.events.synced).containsExactly(1L, 4L));
    }
}
