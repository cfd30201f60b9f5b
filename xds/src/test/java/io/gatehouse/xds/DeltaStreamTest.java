// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import static io.gatehouse.xds.Resources.cluster;
import static io.gatehouse.xds.Resources.endpoints;
import static io.gatehouse.xds.Resources.listener;
import static io.gatehouse.xds.Resources.name;
import static io.gatehouse.xds.Resources.route;
import static io.gatehouse.xds.Resources.secret;
import static io.gatehouse.xds.Resources.staticCluster;
import static io.gatehouse.xds.ServerFixture.CDS;
import static io.gatehouse.xds.ServerFixture.EDS;
import static io.gatehouse.xds.ServerFixture.LDS;
import static io.gatehouse.xds.ServerFixture.RDS;
import static io.gatehouse.xds.ServerFixture.SDS;
import static io.gatehouse.xds.ServerFixture.assertQuiet;
import static io.gatehouse.xds.ServerFixture.assertSends;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.gatehouse.testing.xds.AdsClient;
import io.gatehouse.testing.xds.DeltaModel;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeltaStreamTest {
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
    void sendsClustersEndpointsListenersRoutesSecretsInThisOrder() {
        fixture.publish(
                cluster("c", "1"),
                endpoints("c", 1),
                listener("l", "1", name(ResourceType.ROUTE, "r"), name(ResourceType.SECRET, "s")),
                route("r", "1", "c"),
                secret("s", "1"));
        client.subscribe(CDS);
        assertSends(client.acceptNext(), ResourceType.CLUSTER, "c");
        client.subscribe(EDS, "c");
        assertSends(client.acceptNext(), ResourceType.ENDPOINT, "c");
        client.subscribe(LDS);
        assertSends(client.acceptNext(), ResourceType.LISTENER, "l");
        client.subscribe(SDS, "s");
        client.subscribe(RDS, "r");
        client.acceptNext();
        client.acceptNext();
        assertThat(client.held(RDS)).containsKey("r");
        assertThat(client.held(SDS)).containsKey("s");
        assertQuiet(client);
    }

    @Test
    void aFirstRequestWithoutNamesAsksForEverything() {
        fixture.publish(staticCluster("a", "1"), staticCluster("b", "1"));
        client.send(DeltaDiscoveryRequest.newBuilder().setTypeUrl(CDS).build());
        assertSends(client.next(), ResourceType.CLUSTER, "a", "b");
    }

    @Test
    void routesWithoutNamesAreNotEverything() {
        fixture.publish(route("r", "1"));
        client.send(DeltaDiscoveryRequest.newBuilder().setTypeUrl(RDS).build());
        assertQuiet(client);
    }

    @Test
    void everythingOfNothingIsAnsweredOnce() {
        fixture.publish();
        client.subscribe(CDS);
        assertSends(client.acceptNext(), ResourceType.CLUSTER);
        assertQuiet(client);
    }

    @Test
    void saysNothingAsLongAsNothingWasPublished() {
        client.subscribe(CDS);
        client.subscribe(EDS, "c");
        client.subscribe(LDS);
        fixture.publish(cluster("c", "1"), endpoints("c", 1));
        assertSends(client.next(), ResourceType.CLUSTER, "c");
        assertSends(client.next(), ResourceType.ENDPOINT, "c");
        assertSends(client.next(), ResourceType.LISTENER);
    }

    @Test
    void unknownNamesAreAnsweredAtOnceAndSentWhenTheyComeIntoBeing() {
        fixture.publish();
        client.subscribe(RDS, "later");
        DeltaDiscoveryResponse answer = client.acceptNext();
        assertThat(answer.getRemovedResourcesList()).containsExactly("later");
        fixture.publish(route("later", "1"));
        assertSends(client.acceptNext(), ResourceType.ROUTE, "later");
    }

    @Test
    void sendsOnlyWhatChanges() {
        fixture.publish(staticCluster("a", "1"), staticCluster("b", "1"));
        client.subscribe(CDS);
        client.acceptNext();
        fixture.publish(staticCluster("a", "1"), staticCluster("b", "2"));
        assertSends(client.acceptNext(), ResourceType.CLUSTER, "b");
        fixture.remove(name(ResourceType.CLUSTER, "a"));
        DeltaDiscoveryResponse removal = client.acceptNext();
        assertSends(removal, ResourceType.CLUSTER);
        assertThat(removal.getRemovedResourcesList()).containsExactly("a");
        assertQuiet(client);
    }

    @Test
    void askingAgainHasItSentAgain() {
        fixture.publish(route("r", "1"));
        client.subscribe(RDS, "r");
        client.acceptNext();
        client.subscribe(RDS, "r");
        assertSends(client.acceptNext(), ResourceType.ROUTE, "r");
        assertQuiet(client);
    }

    @Test
    void whatIsNoLongerAskedForIsNotSent() {
        fixture.publish(route("r", "1"), route("q", "1"));
        client.subscribe(RDS, "r", "q");
        client.acceptNext();
        client.unsubscribe(RDS, "r");
        fixture.publish(route("r", "2"), route("q", "2"));
        DeltaDiscoveryResponse response = client.acceptNext();
        if (response.getResourcesCount() == 2) {
            fixture.publish(route("r", "3"), route("q", "3"));
            response = client.acceptNext();
        }
        assertSends(response, ResourceType.ROUTE, "q");
    }

    @Test
    void aNameGivenUpThatEverythingIncludesIsToldAgain() {
        fixture.publish(staticCluster("a", "1"), staticCluster("b", "1"));
        client.subscribe(CDS);
        client.acceptNext();
        client.subscribe(CDS, "a", "gone");
        DeltaDiscoveryResponse named = client.acceptNext();
        assertSends(named, ResourceType.CLUSTER, "a");
        assertThat(named.getRemovedResourcesList()).containsExactly("gone");
        client.unsubscribe(CDS, "a", "gone");
        DeltaDiscoveryResponse told = client.acceptNext();
        assertSends(told, ResourceType.CLUSTER, "a");
        assertThat(told.getRemovedResourcesList()).containsExactly("gone");
    }

    @Test
    void namesOutliveTheSubscriptionToEverything() {
        fixture.publish(staticCluster("a", "1"), staticCluster("b", "1"));
        client.subscribe(CDS);
        client.acceptNext();
        client.subscribe(CDS, "a");
        client.acceptNext();
        client.unsubscribe(CDS);
        assertQuiet(client);
        fixture.publish(staticCluster("a", "2"), staticCluster("b", "2"));
        assertSends(client.acceptNext(), ResourceType.CLUSTER, "a");
        assertThat(client.held(CDS)).containsOnlyKeys("a");
    }

    @Test
    void oneResponseOfATypeIsInFlightAndOldNoncesMeanNothing() {
        fixture.publish(staticCluster("a", "1"));
        client.subscribe(CDS);
        DeltaDiscoveryResponse first = client.next();
        fixture.publish(staticCluster("a", "2"));
        assertQuiet(client);
        client.send(
                DeltaDiscoveryRequest.newBuilder()
                        .setTypeUrl(CDS)
                        .setResponseNonce("of another stream")
                        .build());
        assertQuiet(client);
        fixture.publish(staticCluster("a", "3"));
        client.accept(first);
        DeltaDiscoveryResponse newest = client.next();
        assertThat(newest.getResources(0).getVersion())
                .isEqualTo(staticCluster("a", "3").version());
        client.accept(first);
        assertQuiet(client);
        client.accept(newest);
        assertQuiet(client);
    }

    @Test
    void endpointsFollowEachChangeOfTheirCluster() {
        fixture.publish(cluster("c", "1"), endpoints("c", 1));
        client.subscribe(CDS);
        client.acceptNext();
        client.subscribe(EDS, "c");
        client.acceptNext();
        assertQuiet(client);
        fixture.publish(cluster("c", "2"));
        DeltaDiscoveryResponse clusters = client.next();
        assertSends(clusters, ResourceType.CLUSTER, "c");
        assertSends(client.acceptNext(), ResourceType.ENDPOINT, "c");
        client.accept(clusters);
        assertQuiet(client);
    }

    @Test
    void endpointsFollowTheirClusterAlsoWhenTheProxyTellsOfThemLater() {
        fixture.publish(cluster("c", "1"), endpoints("c", 1));
        client.subscribe(CDS);
        client.acceptNext();
        client.subscribe(EDS, "c");
        client.acceptNext();
        client.close();
        fixture.publish(cluster("c", "2"));
        try (var again = fixture.delta(model)) {
            List<DeltaDiscoveryRequest> requests = model.reconnect();
            again.send(requests.getFirst());
            assertSends(again.next(), ResourceType.CLUSTER, "c");
            again.send(requests.getLast());
            assertSends(again.next(), ResourceType.ENDPOINT, "c");
        }
    }

    @Test
    void aReconnectBringsOnlyDifferences() {
        fixture.publish(
                staticCluster("same", "1"),
                staticCluster("old", "1"),
                staticCluster("gone", "1"),
                listener("l", "1"));
        client.subscribe(CDS);
        client.acceptNext();
        client.subscribe(LDS);
        client.acceptNext();
        client.close();
        fixture.publish(staticCluster("old", "2"), staticCluster("new", "1"));
        fixture.remove(name(ResourceType.CLUSTER, "gone"));
        try (var again = fixture.delta(model)) {
            again.reconnect();
            DeltaDiscoveryResponse response = again.acceptNext();
            assertSends(response, ResourceType.CLUSTER, "new", "old");
            while (again.held(CDS).containsKey("gone")) {
                again.acceptNext();
            }
            assertQuiet(again);
            assertThat(again.held(CDS)).containsOnlyKeys("new", "old", "same");
        }
    }

    @Test
    void aServerWithEqualContentHasNothingToSayToAProxyThatComesOver() {
        VersionedResource[] all = {
            cluster("c", "1"),
            endpoints("c", 1),
            listener("l", "1", name(ResourceType.ROUTE, "r")),
            route("r", "1", "c")
        };
        fixture.publish(all);
        client.subscribe(CDS);
        client.acceptNext();
        client.subscribe(EDS, "c");
        client.acceptNext();
        client.subscribe(LDS);
        client.acceptNext();
        client.subscribe(RDS, "r");
        client.acceptNext();
        try (ServerFixture other = new ServerFixture();
                var again = other.delta(model)) {
            other.publish(all);
            again.reconnect();
            assertQuiet(again);
            await().untilAsserted(() -> assertThat(other.events.synced).containsExactly(1L));
        }
    }

    @Test
    void secretsInUseAreLeftToTheProxy() {
        VersionedResource user = listener("l", "1", name(ResourceType.SECRET, "s"));
        fixture.publish(user, secret("s", "1"));
        client.subscribe(CDS);
        client.acceptNext();
        client.subscribe(LDS);
        client.acceptNext();
        client.subscribe(SDS, "s");
        client.acceptNext();
        fixture.remove(name(ResourceType.SECRET, "s"));
        fixture.ticker.advance(DiscoverySettings.DEFAULT.holdRemovals());
        assertQuiet(client);
        long revision = fixture.publish(listener("l", "2"));
        assertSends(client.acceptNext(), ResourceType.LISTENER, "l");
        DeltaDiscoveryResponse removal = client.acceptNext();
        assertThat(removal.getRemovedResourcesList()).containsExactly("s");
        assertQuiet(client);
        await().untilAsserted(() -> assertThat(fixture.events.synced).contains(revision));
    }
}
