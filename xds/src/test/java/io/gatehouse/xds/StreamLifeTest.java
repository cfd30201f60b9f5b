// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

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
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.gatehouse.testing.xds.AdsClient;
import io.gatehouse.testing.xds.DeltaModel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamLifeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    enum Ending {
        HALF_CLOSE,
        CANCEL,
        CONNECTION_LOST,
        SERVER_CLOSES
    }

    enum Moment {
        IDLE,
        RESPONSE_IN_FLIGHT,
        SOMETHING_HELD
    }

    @ParameterizedTest
    @EnumSource
    void theThreadEndsHoweverTheStreamEnds(Ending ending) throws InterruptedException {
        for (Moment moment : Moment.values()) {
            try (ServerFixture fixture = new ServerFixture();
                    var client = fixture.delta()) {
                fixture.publish(staticCluster("c", "1"), route("r", "1", "c"));
                client.subscribe(CDS);
                var response = client.next();
                if (moment == Moment.IDLE) {
                    client.accept(response);
                } else if (moment == Moment.SOMETHING_HELD) {
                    client.subscribe(RDS, "r");
                }
                if (moment != Moment.RESPONSE_IN_FLIGHT) {
                    assertQuiet(client);
                }
                switch (ending) {
                    case HALF_CLOSE -> {
                        client.complete();
                        assertThat(client.end().isOk()).isTrue();
                    }
                    case CANCEL -> client.cancel();
                    case CONNECTION_LOST -> fixture.channel.shutdownNow();
                    case SERVER_CLOSES -> {
                        fixture.server.close();
                        assertThat(client.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
                    }
                }
                assertThat(fixture.events.threads.getFirst().join(PATIENCE)).isTrue();
                assertThat(fixture.events.disconnected).hasSize(1);
                await().untilAsserted(() -> assertThat(fixture.server.proxies()).isEmpty());
                fixture.publish(staticCluster("c", "2"));
            }
        }
    }

    @Test
    void aStreamThatEndsBeforeItsFirstRequestLeavesNothing() {
        try (ServerFixture fixture = new ServerFixture();
                var client = fixture.delta()) {
            client.complete();
            assertThat(client.end().isOk()).isTrue();
            assertThat(fixture.events.threads).isEmpty();
        }
    }

    @Test
    void aProxyThatMayNotConnectIsToldWhy() throws InterruptedException {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        ProxyDirectory closed =
                (node, _) -> {
                    threads.add(Thread.currentThread());
                    return new Admission.Refused("no gateway for " + node.getId());
                };
        try (ServerFixture fixture = new ServerFixture(closed, DiscoverySettings.DEFAULT);
                var client = fixture.delta()) {
            client.subscribe(CDS);
            assertThat(client.end().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
            assertThat(client.end().getDescription())
                    .isEqualTo("no gateway for router~10.0.0.1~gw.ns~d");
            assertThat(threads.getFirst().join(PATIENCE)).isTrue();
            assertThat(fixture.events.threads).isEmpty();
        }
    }

    @Test
    void aProxyWhoseCredentialsAreNotAcceptedIsForbidden() {
        Metadata.Key<String> authorization =
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
        Metadata headers = new Metadata();
        headers.put(authorization, "Bearer of.another.cluster");
        ProxyDirectory strict =
                (_, seen) -> new Admission.Refused("not " + seen.token().orElseThrow());
        try (ServerFixture fixture = new ServerFixture(strict, DiscoverySettings.DEFAULT);
                var client =
                        AdsClient.delta(
                                ClientInterceptors.intercept(
                                        fixture.channel,
                                        MetadataUtils.newAttachHeadersInterceptor(headers)),
                                Node.getDefaultInstance(),
                                new DeltaModel())) {
            client.subscribe(CDS);
            assertThat(client.end().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
            assertThat(client.end().getDescription()).isEqualTo("not of.another.cluster");
        }
    }

    @Test
    void aDirectoryThatFailsEndsTheStreamOnly() {
        ProxyDirectory broken =
                (_, _) -> {
                    throw new IllegalStateException("for the test");
                };
        try (ServerFixture fixture = new ServerFixture(broken, DiscoverySettings.DEFAULT)) {
            for (int i = 0; i < 2; i++) {
                try (var client = fixture.delta()) {
                    client.subscribe(CDS);
                    assertThat(client.end().getCode()).isEqualTo(Status.Code.INTERNAL);
                }
            }
        }
    }

    @Test
    void tooManyNamesAndTooLargeRequestsEndTheStream() {
        DiscoverySettings small =
                new DiscoverySettings(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(10),
                        10_000,
                        100,
                        1_000);
        try (ServerFixture fixture =
                        new ServerFixture((_, _) -> new Admission.Admitted("gateways"), small);
                var many = fixture.delta();
                var large = fixture.delta()) {
            String[] names = IntStream.range(0, 101).mapToObj(i -> "n" + i).toArray(String[]::new);
            many.subscribe(EDS, names);
            assertThat(many.end().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            large.subscribe(EDS, "n".repeat(20_000));
            assertThat(large.end().isOk()).isFalse();
        }
    }

    @Test
    void manyRequestsAtOnceAreAllServed() {
        try (ServerFixture fixture = new ServerFixture();
                var client = fixture.delta()) {
            fixture.publish();
            List<String> removed = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                client.subscribe(RDS, "r" + i);
            }
            while (removed.size() < 1_000) {
                removed.addAll(client.acceptNext().getRemovedResourcesList());
            }
            assertThat(removed).doesNotHaveDuplicates();
        }
    }

    @Test
    void typesThatAreNotServedAreIgnored() {
        try (ServerFixture fixture = new ServerFixture();
                var client = fixture.delta()) {
            fixture.publish();
            client.send(
                    DeltaDiscoveryRequest.newBuilder()
                            .setTypeUrl("type.googleapis.com/envoy.service.runtime.v3.Runtime")
                            .build());
            assertQuiet(client);
        }
    }

    @Test
    void aSlowProxyGetsTheNewestStateOnlyAndDelaysNobody() {
        try (ServerFixture fixture = new ServerFixture();
                var slow = fixture.delta();
                var quick = fixture.delta()) {
            fixture.publish(listener("l", "0"));
            for (var client : List.of(slow, quick)) {
                client.subscribe(CDS);
                client.acceptNext();
                client.subscribe(LDS);
                client.acceptNext();
                assertQuiet(client);
            }
            slow.pause();
            fixture.publish(staticCluster("large", "x".repeat(8 << 20)));
            quick.acceptNext();
            for (int edition = 1; edition <= 5; edition++) {
                VersionedResource newer = listener("l", "" + edition);
                fixture.publish(newer);
                quick.acceptNext();
                assertThat(quick.held(LDS)).containsEntry("l", newer.body());
            }
            slow.resume();
            List<String> editions = new ArrayList<>();
            while (!slow.held(LDS).containsValue(listener("l", "5").body())) {
                var response = slow.acceptNext();
                if (response.getTypeUrl().equals(LDS)) {
                    editions.add(response.getResources(0).getVersion());
                }
            }
            assertThat(slow.held(CDS)).containsKey("large");
            assertThat(editions).hasSizeLessThanOrEqualTo(2);
            assertQuiet(slow);
        }
    }

    @Test
    void statusTellsHowFarAProxyIs() {
        try (ServerFixture fixture = new ServerFixture();
                var client = fixture.delta()) {
            fixture.publish(
                    staticCluster("c", "1"),
                    listener("l", "1", name(ResourceType.ROUTE, "r")),
                    route("r", "1", "c"));
            client.subscribe(CDS);
            client.acceptNext();
            client.subscribe(LDS);
            client.acceptNext();
            assertQuiet(client);
            assertThat(fixture.events.synced).isEmpty();
            client.subscribe(RDS, "r");
            var routes = client.next();
            assertQuiet(client);
            ProxyStatus status = fixture.server.proxies().getFirst();
            assertThat(status.syncedRevision()).isZero();
            assertThat(status.proxy().nodeId()).isEqualTo("router~10.0.0.1~gw.ns~d");
            assertThat(status.proxy().group()).isEqualTo("gateways");
            assertThat(status.proxy().protocol()).isEqualTo(ConnectedProxy.Protocol.DELTA);
            assertThat(status.types())
                    .filteredOn(type -> type.type() == ResourceType.ROUTE)
                    .extracting(ProxyStatus.TypeStatus::sent, ProxyStatus.TypeStatus::acknowledged)
                    .containsExactly(tuple(1, 0));
            client.accept(routes);
            await().untilAsserted(() -> assertThat(fixture.events.synced).containsExactly(1L));
            fixture.publish(route("r", "2", "c"));
            assertSends(client.acceptNext(), ResourceType.ROUTE, "r");
            await().untilAsserted(() -> assertThat(fixture.events.synced).containsExactly(1L, 2L));
        }
    }
}
