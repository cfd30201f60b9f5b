// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import static io.gatehouse.xds.Resources.cluster;
import static io.gatehouse.xds.Resources.endpoints;
import static io.gatehouse.xds.Resources.listener;
import static io.gatehouse.xds.Resources.name;
import static io.gatehouse.xds.Resources.route;
import static io.gatehouse.xds.Resources.staticCluster;
import static io.gatehouse.xds.ServerFixture.CDS;
import static io.gatehouse.xds.ServerFixture.EDS;
import static io.gatehouse.xds.ServerFixture.LDS;
import static io.gatehouse.xds.ServerFixture.RDS;
import static io.gatehouse.xds.ServerFixture.assertQuiet;
import static io.gatehouse.xds.ServerFixture.assertSends;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.gatehouse.testing.xds.AdsClient;
import io.gatehouse.testing.xds.DeltaModel;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Make before break, as a proxy sees it that serves route `r` by cluster `old`.
class UpdateOrderTest {
    private static final DiscoverySettings SETTINGS = DiscoverySettings.DEFAULT;

    private final ServerFixture fixture = new ServerFixture();
    private final DeltaModel model = new DeltaModel();
    private AdsClient<DeltaDiscoveryRequest, DeltaDiscoveryResponse> client = fixture.delta(model);

    @BeforeEach
    void serve() {
        fixture.publish(
                cluster("old", "1"),
                endpoints("old", 1),
                listener("l", "1", name(ResourceType.ROUTE, "r")),
                route("r", "1", "old"));
        client.subscribe(CDS);
        client.acceptNext();
        client.subscribe(EDS, "old");
        client.acceptNext();
        client.subscribe(LDS);
        client.acceptNext();
        client.subscribe(RDS, "r");
        client.acceptNext();
        assertQuiet(client);
    }

    @AfterEach
    void close() {
        client.close();
        fixture.close();
    }

    private void retarget() {
        fixture.cache.publish(
                "gateways",
                List.of(cluster("new", "1"), endpoints("new", 1), route("r", "2", "new")),
                List.of(name(ResourceType.CLUSTER, "old"), name(ResourceType.ENDPOINT, "old")));
    }

    @Test
    void aRouteWaitsForClusterAndEndpointsAndTheOldClusterForTheRoute() {
        retarget();
        DeltaDiscoveryResponse clusters = client.next();
        assertSends(clusters, ResourceType.CLUSTER, "new");
        assertThat(clusters.getRemovedResourcesList()).isEmpty();
        assertQuiet(client);
        client.accept(clusters);
        assertQuiet(client);
        client.subscribe(EDS, "new");
        DeltaDiscoveryResponse endpoints = client.next();
        assertSends(endpoints, ResourceType.ENDPOINT, "new");
        assertQuiet(client);
        client.accept(endpoints);
        DeltaDiscoveryResponse routes = client.next();
        assertSends(routes, ResourceType.ROUTE, "r");
        assertQuiet(client);
        client.accept(routes);
        DeltaDiscoveryResponse removal = client.next();
        assertSends(removal, ResourceType.CLUSTER);
        assertThat(removal.getRemovedResourcesList()).containsExactly("old");
        client.unsubscribe(EDS, "old");
        client.accept(removal);
        assertQuiet(client);
        assertThat(client.held(CDS)).containsOnlyKeys("new");
    }

    @Test
    void whatDoesNotWaitGoesOn() {
        client.subscribe(RDS, "q");
        client.acceptNext();
        fixture.publish(cluster("new", "1"), endpoints("new", 1), route("r", "2", "new"));
        client.next();
        fixture.publish(route("q", "1", "old"), endpoints("old", 2));
        client.acceptNext();
        client.acceptNext();
        assertThat(client.held(RDS)).containsKey("q");
        assertThat(client.held(EDS).get("old")).isEqualTo(endpoints("old", 2).body());
        assertQuiet(client);
        assertThat(client.held(RDS).get("r")).isEqualTo(route("r", "1", "old").body());
    }

    @Test
    void aRouteIsReleasedWhenTheProxyTakesTooLong() {
        retarget();
        client.next();
        assertQuiet(client);
        fixture.ticker.advance(SETTINGS.holdUpdates().minusNanos(1));
        assertQuiet(client);
        fixture.ticker.advance(SETTINGS.holdUpdates());
        assertSends(client.next(), ResourceType.ROUTE, "r");
    }

    @Test
    void aRouteIsReleasedWhenTheProxyRefusesTheCluster() {
        retarget();
        client.refuse(client.next(), "Error adding/updating cluster(s) new: no");
        assertSends(client.next(), ResourceType.ROUTE, "r");
    }

    @Test
    void aRouteIsReleasedWhenTheProxyRefusesTheEndpoints() {
        retarget();
        client.acceptNext();
        client.subscribe(EDS, "new");
        client.refuse(client.next(), "no");
        assertSends(client.next(), ResourceType.ROUTE, "r");
    }

    @Test
    void aClusterGoesAtOnceWhenTheRouteThatStaysCountsItNoMore() {
        VersionedResource route = route("r", "1", "old");
        fixture.cache.publish(
                "gateways",
                List.of(
                        new VersionedResource(
                                route.name(), route.version(), route.body(), new TreeSet<>())),
                List.of(name(ResourceType.CLUSTER, "old"), name(ResourceType.ENDPOINT, "old")));

        DeltaDiscoveryResponse gone = client.next();
        assertThat(gone.getTypeUrl()).isEqualTo(ResourceType.CLUSTER.typeUrl());
        assertThat(gone.getRemovedResourcesList()).containsExactly("old");
    }

    @Test
    void aRouteThatNamesWhatDoesNotExistDoesNotWait() {
        fixture.publish(route("r", "2", "nowhere"));
        assertSends(client.next(), ResourceType.ROUTE, "r");
    }

    @Test
    void aListenerWaitsForTheClustersThatItNames() {
        fixture.publish(
                staticCluster("tcp", "1"), listener("l", "2", name(ResourceType.CLUSTER, "tcp")));
        DeltaDiscoveryResponse clusters = client.next();
        assertSends(clusters, ResourceType.CLUSTER, "tcp");
        assertQuiet(client);
        client.accept(clusters);
        assertSends(client.next(), ResourceType.LISTENER, "l");
    }

    @Test
    void removalsDoNotWaitForeverForAProxyThatKeepsItsRoute() {
        retarget();
        client.acceptNext();
        client.subscribe(EDS, "new");
        client.acceptNext();
        client.refuse(client.next(), "no");
        assertQuiet(client);
        fixture.ticker.advance(SETTINGS.holdRemovals());
        DeltaDiscoveryResponse removal = client.acceptNext();
        assertThat(removal.getRemovedResourcesList()).containsExactly("old");
        assertThat(client.held(RDS)).containsKey("r");
    }

    @Test
    void aClusterThatSomethingStillNamesIsNotRemovedAtOnce() {
        fixture.remove(name(ResourceType.CLUSTER, "old"));
        assertQuiet(client);
        fixture.ticker.advance(SETTINGS.holdRemovals());
        assertThat(client.next().getRemovedResourcesList()).containsExactly("old");
    }

    private void withoutRoutes() {
        fixture.cache.publish(
                "gateways",
                List.of(listener("l", "2")),
                List.of(name(ResourceType.ROUTE, "r"), name(ResourceType.CLUSTER, "old")));
        assertSends(client.acceptNext(), ResourceType.LISTENER, "l");
        assertQuiet(client);
        long revision = fixture.cache.snapshot("gateways").revision();
        await().untilAsserted(() -> assertThat(fixture.events.settled).contains(revision));
    }

    @Test
    void routesServeTheConnectionsOfTheListenerBeforeAsLongAsTheProxyAsksForThem() {
        withoutRoutes();
        client.unsubscribe(RDS, "r");
        assertThat(client.acceptNext().getRemovedResourcesList()).containsExactly("old");
    }

    @Test
    void butNotLongerThanConnectionsDrain() {
        withoutRoutes();
        fixture.ticker.advance(SETTINGS.drain());
        assertThat(client.acceptNext().getRemovedResourcesList()).containsExactly("old");
        assertThat(client.acceptNext().getRemovedResourcesList()).containsExactly("r");
    }

    @Test
    void whatTheProxyUsesInsteadOfRefusedRoutesKeepsItsClusters() {
        retarget();
        client.acceptNext();
        client.subscribe(EDS, "new");
        client.acceptNext();
        client.refuse(client.next(), "bad");
        long revision = fixture.cache.snapshot("gateways").revision();
        await().untilAsserted(() -> assertThat(fixture.events.settled).contains(revision));
        fixture.ticker.advance(SETTINGS.holdRemovals());
        assertThat(client.acceptNext().getTypeUrl()).isEqualTo(EDS); // Envoy keeps the endpoints
        assertQuiet(client);
        fixture.publish(route("r", "3", "new"));
        assertSends(client.acceptNext(), ResourceType.ROUTE, "r");
        assertThat(client.acceptNext().getRemovedResourcesList()).containsExactly("old");
    }

    @Test
    void aRemovedClusterThatComesBackIsNotMissed() {
        retarget();
        client.acceptNext();
        client.subscribe(EDS, "new");
        client.acceptNext();
        client.acceptNext();
        DeltaDiscoveryResponse removal = client.next();
        assertThat(removal.getRemovedResourcesList()).containsExactly("old");
        fixture.publish(cluster("old", "1"), endpoints("old", 1), route("r", "3", "old"));
        assertQuiet(client);
        client.accept(removal);
        assertSends(client.acceptNext(), ResourceType.CLUSTER, "old");
        assertSends(client.acceptNext(), ResourceType.ENDPOINT, "old");
        assertSends(client.acceptNext(), ResourceType.ROUTE, "r");
    }

    @Test
    void afterAReconnectRemovalsWaitUntilTheProxyHasToldWhatItHas() {
        client.close();
        retarget();
        client = fixture.delta(model);
        List<DeltaDiscoveryRequest> requests = model.reconnect();
        client.send(requests.getFirst());
        DeltaDiscoveryResponse clusters = client.acceptNext();
        assertSends(clusters, ResourceType.CLUSTER, "new");
        assertThat(clusters.getRemovedResourcesList()).isEmpty();
        assertQuiet(client);
        requests.subList(1, requests.size()).forEach(client::send);
        client.subscribe(EDS, "new");
        while (!client.held(RDS).containsValue(route("r", "2", "new").body())) {
            assertThat(client.held(CDS)).containsKey("old");
            client.acceptNext();
        }
        while (client.held(CDS).containsKey("old")) {
            client.acceptNext();
        }
    }

    @Test
    void aListenerFollowsTheRoutesThatTheProxyAsksForAlready() {
        fixture.publish(route("r", "2", "old"), listener("l", "2", name(ResourceType.ROUTE, "r")));
        assertSends(client.acceptNext(), ResourceType.ROUTE, "r");
        assertSends(client.acceptNext(), ResourceType.LISTENER, "l");
    }

    @Test
    void scopesServeTheConnectionsOfTheListenerBefore() {
        VersionedResource all = scope("all", "all");
        VersionedResource host = scope("host", "all");
        fixture.publish(all, host, listener("asks", "1"));
        client.acceptNext();
        client.subscribe(ResourceType.SCOPED_ROUTE.typeUrl());
        client.acceptNext();
        fixture.cache.publish("gateways", List.of(), List.of(all.name(), host.name()));
        assertQuiet(client);
        long revision = fixture.cache.snapshot("gateways").revision();
        await().untilAsserted(() -> assertThat(fixture.events.settled).contains(revision));
        fixture.ticker.advance(SETTINGS.drain());
        assertThat(client.acceptNext().getRemovedResourcesList()).containsExactly("all", "host");
    }

    @Test
    void whatThoseScopesNameHoldsUpNothing() {
        VersionedResource plain = scope("all", "all");
        VersionedResource all =
                new VersionedResource(
                        plain.name(),
                        plain.version(),
                        plain.body(),
                        new TreeSet<>(List.of(plain.name(), name(ResourceType.CLUSTER, "scoped"))));
        fixture.publish(staticCluster("scoped", "1"), all, listener("asks", "1"));
        client.acceptNext();
        client.acceptNext();
        client.subscribe(ResourceType.SCOPED_ROUTE.typeUrl());
        client.acceptNext();
        fixture.cache.publish(
                "gateways", List.of(), List.of(all.name(), name(ResourceType.CLUSTER, "scoped")));
        assertQuiet(client);
        long revision = fixture.cache.snapshot("gateways").revision();
        await().untilAsserted(() -> assertThat(fixture.events.settled).contains(revision));
        fixture.ticker.advance(SETTINGS.drain());
        assertThat(client.acceptNext().getRemovedResourcesList()).containsExactly("scoped");
        assertThat(client.acceptNext().getRemovedResourcesList()).containsExactly("all");
    }

    @Test
    void aScopeOfATableThatStaysIsGoneAtOnce() {
        VersionedResource all = scope("all", "all");
        VersionedResource host = scope("host", "all");
        fixture.publish(all, host, listener("asks", "1"));
        client.acceptNext();
        client.subscribe(ResourceType.SCOPED_ROUTE.typeUrl());
        client.acceptNext();
        fixture.cache.publish("gateways", List.of(), List.of(host.name()));
        assertThat(client.acceptNext().getRemovedResourcesList()).containsExactly("host");
    }

    @Test
    void aTableThatComesBackGivesUpTheHostsThatItHasNoMore() {
        VersionedResource all = scope("all", "all");
        VersionedResource host = scope("host", "all");
        fixture.publish(all, host, listener("asks", "1"));
        client.acceptNext();
        client.subscribe(ResourceType.SCOPED_ROUTE.typeUrl());
        client.acceptNext();
        fixture.cache.publish("gateways", List.of(), List.of(all.name(), host.name()));
        assertQuiet(client);
        fixture.publish(all);
        assertThat(client.acceptNext().getRemovedResourcesList()).containsExactly("host");
    }

    @Test
    void whatALingeringScopeNamedGoesWhenTheScopeComesBackWithoutIt() {
        VersionedResource all = scope("all", "all");
        VersionedResource before =
                new VersionedResource(
                        all.name(),
                        "before",
                        all.body(),
                        new TreeSet<>(List.of(all.name(), name(ResourceType.CLUSTER, "scoped"))));
        fixture.publish(staticCluster("scoped", "1"), before, listener("asks", "1"));
        client.acceptNext();
        client.acceptNext();
        client.subscribe(ResourceType.SCOPED_ROUTE.typeUrl());
        client.acceptNext();
        fixture.cache.publish(
                "gateways", List.of(), List.of(all.name(), name(ResourceType.CLUSTER, "scoped")));
        assertQuiet(client);
        fixture.publish(all);
        assertSends(client.acceptNext(), ResourceType.SCOPED_ROUTE, "all");
        assertThat(client.acceptNext().getRemovedResourcesList()).containsExactly("scoped");
    }

    private static VersionedResource scope(String name, String names) {
        VersionedResource plain = Resources.scopedRoute(name, "1", "r");
        return new VersionedResource(
                plain.name(),
                plain.version(),
                plain.body(),
                new TreeSet<>(List.of(name(ResourceType.SCOPED_ROUTE, names))));
    }
}
