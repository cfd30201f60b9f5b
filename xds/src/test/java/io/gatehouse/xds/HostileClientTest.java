// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import static io.gatehouse.xds.Resources.listener;
import static io.gatehouse.xds.Resources.staticCluster;
import static io.gatehouse.xds.ServerFixture.CDS;
import static io.gatehouse.xds.ServerFixture.EDS;
import static io.gatehouse.xds.ServerFixture.LDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.gatehouse.testing.xds.AdsClient;
import io.gatehouse.testing.xds.DeltaModel;
import io.grpc.Status;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Clients that mean harm have their own stream ended or are passed over; a proxy beside them is
/// served.
class HostileClientTest {
    private final ServerFixture fixture = new ServerFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private void assertOthersAreServed() {
        VersionedResource cluster = staticCluster("beside", "1");
        fixture.publish(cluster);
        try (var client = fixture.delta()) {
            client.subscribe(CDS);
            client.acceptNext();
            assertThat(client.held(CDS)).containsEntry("beside", cluster.body());
        }
    }

    @Test
    void whoeverAsksForNothingIsNotWaitedFor() {
        try (var silent = fixture.delta();
                var proxy = fixture.delta()) {
            fixture.publish(staticCluster("c", "1"));
            proxy.subscribe(CDS);
            proxy.acceptNext();
            await().untilAsserted(() -> {
                fixture.ticker.advance(Duration.ofSeconds(11));
                assertThat(silent.end().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
            });
            VersionedResource newer = staticCluster("c", "2");
            fixture.publish(newer);
            proxy.acceptNext();
            assertThat(proxy.held(CDS)).containsEntry("c", newer.body());
        }
    }

    @Test
    void whatARefusalSaysIsCutShort() {
        fixture.publish(staticCluster("c", "1"));
        try (var client = fixture.delta()) {
            client.subscribe(CDS);
            client.refuse(client.next(), "c: " + "x".repeat(1_000_000));
            await().until(() -> !fixture.events.refusals.isEmpty());
        }
        assertThat(fixture.events.refusals.getFirst().detail())
                .hasSizeLessThan(10_000)
                .startsWith("c: xxx")
                .endsWith("x… (1000003 characters)");
        assertOthersAreServed();
    }

    @Test
    void aNodeIdThatNobodyHasIsNotReadOn() {
        Node node = Node.newBuilder().setId("router~" + "x".repeat(100_000)).build();
        try (var client = AdsClient.delta(fixture.channel, node, new DeltaModel())) {
            client.subscribe(CDS);
            assertThat(client.end())
                    .extracting(Status::getCode, Status::getDescription)
                    .containsExactly(
                            Status.Code.INVALID_ARGUMENT,
                            "found a node id of 100007 characters (allowed: 1024)");
        }
        assertOthersAreServed();
    }

    /// How many one may ask for, see `StreamLifeTest`.
    @Test
    void whoeverAsksForWhatIsNotThereIsToldSoByItselfAlone() {
        fixture.publish(staticCluster("c", "1"));
        String[] names = IntStream.range(0, 200_000).mapToObj(i -> "n" + i).toArray(String[]::new);
        try (var client = fixture.delta()) {
            client.subscribe(EDS, names);
            assertOthersAreServed();
            assertThat(client.next().getRemovedResourcesCount()).isEqualTo(names.length);
        }
    }

    @Test
    void whoeverAsksForNamesThatAreTooLongTogetherIsServedNoMore() {
        fixture.publish(staticCluster("c", "1"));
        String megabyte = "x".repeat(1 << 20);
        try (var client = fixture.delta()) {
            client.subscribe(CDS);
            for (int i = 0; i < 100; i++) {
                client.subscribe(EDS, megabyte + i);
                client.unsubscribe(EDS, megabyte + i);
            }
            client.acceptNext();
            assertThat(client.held(CDS)).containsOnlyKeys("c");

            for (int i = 0; i < 64; i++) {
                client.subscribe(EDS, megabyte + i);
            }
            assertThat(client.end())
                    .extracting(Status::getCode, Status::getDescription)
                    .containsExactly(
                            Status.Code.RESOURCE_EXHAUSTED,
                            "too long names: 67108982 characters together (allowed: 67108864)");
        }
        assertOthersAreServed();
    }

    @Test
    void whoeverFloodsWithoutReadingIsServedByItselfAlone() {
        fixture.publish(staticCluster("c", "1"));
        try (var flood = fixture.delta()) {
            flood.subscribe(CDS);
            flood.pause();
            for (int i = 0; i < 20_000; i++) {
                flood.send(
                        DeltaDiscoveryRequest.newBuilder()
                                .setTypeUrl(i % 2 == 0 ? EDS : LDS)
                                .setResponseNonce("lie" + i)
                                .addResourceNamesSubscribe("n" + i % 100)
                                .addResourceNamesUnsubscribe("n" + (i + 1) % 100)
                                .build());
            }
            assertOthersAreServed();
        }
        await().untilAsserted(() -> assertThat(fixture.server.proxies()).isEmpty());
    }

    @Test
    void whoeverStallsHoldsNoVersionsThatItWasNotSent() {
        fixture.publish(staticCluster("c", "x".repeat(1 << 20)));
        List<WeakReference<VersionedResource>> versions = new ArrayList<>();
        try (AdsClient<DeltaDiscoveryRequest, DeltaDiscoveryResponse> stalled = fixture.delta()) {
            stalled.subscribe(LDS);
            stalled.subscribe(CDS);
            stalled.next();
            for (int i = 0; i < 20; i++) {
                VersionedResource version = listener("l", String.valueOf(i));
                versions.add(new WeakReference<>(version));
                fixture.publish(version);
            }
            await().until(() -> {
                System.gc();
                return versions.stream().filter(v -> v.get() != null).count() <= 2;
            });
        }
    }
}
