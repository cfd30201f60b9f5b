// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import static io.gatehouse.xds.Resources.listener;
import static io.gatehouse.xds.Resources.staticCluster;
import static io.gatehouse.xds.ServerFixture.CDS;
import static io.gatehouse.xds.ServerFixture.LDS;
import static io.gatehouse.xds.ServerFixture.assertQuiet;
import static io.gatehouse.xds.ServerFixture.assertSends;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.gatehouse.testing.xds.AdsClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManyStreamsTest {
    private static final int STREAMS = 100;

    private final ServerFixture fixture = new ServerFixture();
    private final List<AdsClient<DeltaDiscoveryRequest, DeltaDiscoveryResponse>> clients =
            new ArrayList<>();

    @AfterEach
    void close() {
        clients.forEach(AdsClient::close);
        fixture.close();
    }

    private void connectAll() {
        fixture.publish(staticCluster("c", "0"), staticCluster("other", "0"), listener("l", "0"));
        for (int i = 0; i < STREAMS; i++) {
            var client = fixture.delta();
            clients.add(client);
            client.subscribe(CDS);
            client.subscribe(LDS);
        }
        for (var client : clients) {
            client.acceptNext();
            client.acceptNext();
        }
        awaitSynced(clients.size(), 1);
    }

    private void awaitSynced(int proxies, long revision) {
        await().untilAsserted(() ->
                assertThat(fixture.server.proxies())
                        .filteredOn(status -> status.syncedRevision() == revision)
                        .hasSize(proxies));
    }

    @Test
    void aChangeReachesAllOfThemAndNothingElseIsSent() {
        connectAll();
        long revision = fixture.publish(staticCluster("c", "1"));
        for (var client : clients) {
            assertSends(client.acceptNext(), ResourceType.CLUSTER, "c");
        }
        awaitSynced(STREAMS, revision);
        clients.forEach(ServerFixture::assertQuiet);
    }

    @Test
    void oneThatDoesNotAnswerDelaysNobodyAndGetsTheNewestStateThen() {
        connectAll();
        var silent = clients.removeFirst();
        for (int edition = 1; edition <= 4; edition++) {
            long revision = fixture.publish(staticCluster("c", "" + edition));
            for (var client : clients) {
                assertSends(client.acceptNext(), ResourceType.CLUSTER, "c");
            }
            awaitSynced(STREAMS - 1, revision);
        }
        clients.add(silent);
        silent.acceptNext();
        assertSends(silent.acceptNext(), ResourceType.CLUSTER, "c");
        assertThat(silent.held(CDS)).containsEntry("c", staticCluster("c", "4").body());
        assertQuiet(silent);
        awaitSynced(STREAMS, fixture.cache.snapshot("gateways").revision());
    }
}
