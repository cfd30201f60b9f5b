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
import static io.gatehouse.xds.ServerFixture.assertNothingForSotw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.gatehouse.testing.xds.AdsClient;
import io.gatehouse.testing.xds.SotwModel;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SotwStreamTest {
    private final ServerFixture fixture = new ServerFixture();
    private final SotwModel model = new SotwModel();
    private final AdsClient<DiscoveryRequest, DiscoveryResponse> client = fixture.sotw(model);

    @AfterEach
    void close() {
        client.close();
        fixture.close();
    }

    @Test
    void ofWhatIsAskedForByNameOnlyChangesAreSent() {
        fixture.publish(route("r", "1"), route("q", "1"));
        client.subscribe(RDS, "q", "r");
        assertThat(model.resources(client.acceptNext())).containsOnlyKeys("q", "r");
        fixture.publish(route("r", "2"));
        assertThat(model.resources(client.acceptNext())).containsOnlyKeys("r");
        assertThat(client.held(RDS))
                .containsEntry("q", route("q", "1").body())
                .containsEntry("r", route("r", "2").body());
    }

    @Test
    void clustersAreAlwaysSentInFullAndOthersByName() {
        fixture.publish(
                staticCluster("a", "1"), staticCluster("b", "1"), route("r", "1"), route("q", "1"));
        client.subscribe(CDS);
        client.acceptNext();
        assertThat(client.held(CDS)).containsOnlyKeys("a", "b");
        client.subscribe(RDS, "r");
        client.acceptNext();
        assertThat(client.held(RDS)).containsOnlyKeys("r");
        fixture.publish(staticCluster("b", "2"));
        assertThat(client.acceptNext().getResourcesCount()).isEqualTo(2);
        fixture.remove(name(ResourceType.CLUSTER, "a"));
        assertThat(client.acceptNext().getResourcesCount()).isEqualTo(1);
        assertThat(client.held(CDS)).containsOnlyKeys("b");
        client.subscribe(RDS, "q");
        client.acceptNext();
        assertThat(client.held(RDS)).containsOnlyKeys("q", "r");
        client.unsubscribe(RDS, "r");
        assertNothingForSotw(client);
        fixture.publish(route("r", "2"));
        fixture.publish(route("q", "2"));
        assertThat(model.resources(client.acceptNext())).containsOnlyKeys("q");
    }

    @Test
    void versionsAreHashesOfTheContent() {
        fixture.publish(staticCluster("a", "1"));
        client.subscribe(CDS);
        String one = client.acceptNext().getVersionInfo();
        fixture.publish(staticCluster("a", "2"));
        String two = client.acceptNext().getVersionInfo();
        fixture.publish(staticCluster("a", "1"));
        assertThat(client.acceptNext().getVersionInfo()).isEqualTo(one).isNotEqualTo(two);
    }

    @Test
    void aServerWithEqualContentDoesNotSendEverythingAgain() {
        fixture.publish(staticCluster("a", "1"));
        client.subscribe(CDS);
        client.acceptNext();
        try (ServerFixture other = new ServerFixture();
                var again = other.sotw(model)) {
            other.publish(staticCluster("a", "1"));
            again.reconnect();
            assertNothingForSotw(again);
            await().untilAsserted(() -> assertThat(other.events.synced).containsExactly(1L));
            other.publish(staticCluster("a", "2"));
            assertThat(again.acceptNext().getTypeUrl()).isEqualTo(CDS);
        }
    }

    @Test
    void anOldNonceMeansNothing() {
        fixture.publish(staticCluster("a", "1"));
        client.subscribe(CDS);
        DiscoveryResponse first = client.next();
        client.accept(first);
        fixture.publish(staticCluster("a", "2"));
        DiscoveryResponse second = client.next();
        client.accept(first);
        fixture.publish(staticCluster("a", "3"));
        assertNothingForSotw(client);
        client.accept(second);
        assertThat(client.acceptNext().getTypeUrl()).isEqualTo(CDS);
        assertThat(client.held(CDS).get("a")).isEqualTo(staticCluster("a", "3").body());
    }

    @Test
    void aRefusedResourceKeepsItsLastGoodVersionInTheSet() {
        fixture.publish(staticCluster("a", "1"), staticCluster("b", "1"));
        client.subscribe(CDS);
        client.acceptNext();
        fixture.publish(staticCluster("a", "bad"));
        client.refuse(client.next(), "Error adding/updating cluster(s) a: no");
        assertNothingForSotw(client);
        fixture.publish(staticCluster("b", "2"));
        client.acceptNext();
        assertThat(client.held(CDS).get("a")).isEqualTo(staticCluster("a", "1").body());
        assertThat(client.held(CDS).get("b")).isEqualTo(staticCluster("b", "2").body());
        try (var again = fixture.sotw(new SotwModel())) {
            again.subscribe(CDS);
            again.acceptNext();
            assertThat(again.held(CDS)).isEqualTo(client.held(CDS));
        }
    }

    @Test
    void endpointsThatDoNotExistAreNone() {
        fixture.publish(cluster("c", "1"));
        client.subscribe(EDS, "c");
        client.acceptNext();
        assertThat(client.held(EDS)).containsOnlyKeys("c");
        fixture.publish(endpoints("c", 1));
        client.acceptNext();
        assertThat(client.held(EDS)).containsEntry("c", endpoints("c", 1).body());
    }

    @Test
    void makesBeforeItBreaks() {
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
        fixture.cache.publish(
                "gateways",
                List.of(cluster("new", "1"), endpoints("new", 1), route("r", "2", "new")),
                List.of(name(ResourceType.CLUSTER, "old"), name(ResourceType.ENDPOINT, "old")));
        client.acceptNext();
        assertThat(client.held(CDS)).containsOnlyKeys("new", "old");
        assertNothingForSotw(client);
        client.subscribe(EDS, "new");
        client.acceptNext();
        assertThat(client.acceptNext().getTypeUrl()).isEqualTo(RDS);
        client.acceptNext();
        assertThat(client.held(CDS)).containsOnlyKeys("new");
    }
}
