// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.gatehouse.testing.xds.AdsClient;
import io.gatehouse.testing.xds.DeltaModel;
import io.gatehouse.testing.xds.SotwModel;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;

/// A server on a free port, with a clock of its own, and proxies that speak to it.
final class ServerFixture implements AutoCloseable {
    static final String CDS = ResourceType.CLUSTER.typeUrl();
    static final String EDS = ResourceType.ENDPOINT.typeUrl();
    static final String LDS = ResourceType.LISTENER.typeUrl();
    static final String RDS = ResourceType.ROUTE.typeUrl();
    static final String SDS = ResourceType.SECRET.typeUrl();
    static final String ECDS = ResourceType.EXTENSION_CONFIG.typeUrl();
    private static final Node NODE = Node.newBuilder().setId("router~10.0.0.1~gw.ns~d").build();
    private static final int LARGE = 64 << 20;

    final ManualTicker ticker = new ManualTicker();
    final RecordedEvents events = new RecordedEvents();
    final ResourceCache cache = new ResourceCache();
    final DiscoveryServer server;
    final ManagedChannel channel;

    ServerFixture() {
        this((_, _) -> new Admission.Admitted("gateways"), DiscoverySettings.DEFAULT);
    }

    ServerFixture(ProxyDirectory directory, DiscoverySettings settings) {
        try {
            server =
                    DiscoveryServer.start(
                            List.of(
                                    DiscoveryEndpoint.plaintext(
                                            new InetSocketAddress(
                                                    InetAddress.getLoopbackAddress(), 0),
                                            directory)),
                            cache,
                            events,
                            settings,
                            ticker);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        channel =
                Grpc.newChannelBuilder(
                                "127.0.0.1:" + server.ports().getFirst(),
                                InsecureChannelCredentials.create())
                        .maxInboundMessageSize(LARGE)
                        .build();
    }

    AdsClient<DeltaDiscoveryRequest, DeltaDiscoveryResponse> delta() {
        return delta(new DeltaModel());
    }

    AdsClient<DeltaDiscoveryRequest, DeltaDiscoveryResponse> delta(DeltaModel model) {
        return AdsClient.delta(channel, NODE, model);
    }

    AdsClient<DeltaDiscoveryRequest, DeltaDiscoveryResponse> deltaOf(String node) {
        return AdsClient.delta(channel, Node.newBuilder().setId(node).build(), new DeltaModel());
    }

    AdsClient<DiscoveryRequest, DiscoveryResponse> sotw() {
        return sotw(new SotwModel());
    }

    AdsClient<DiscoveryRequest, DiscoveryResponse> sotw(SotwModel model) {
        return AdsClient.sotw(channel, NODE, model);
    }

    long publish(VersionedResource... resources) {
        return cache.publish("gateways", Arrays.asList(resources), List.of());
    }

    long remove(ResourceName... names) {
        return cache.publish("gateways", List.of(), Arrays.asList(names));
    }

    /// The answer to a question about something else comes first: nothing was sent before it.
    static void assertQuiet(AdsClient<DeltaDiscoveryRequest, DeltaDiscoveryResponse> client) {
        client.subscribe(ECDS, "nothing");
        DeltaDiscoveryResponse response = client.next();
        assertThat(response.getTypeUrl()).as(response.toString()).isEqualTo(ECDS);
        client.accept(response);
    }

    static void assertNothingForSotw(AdsClient<DiscoveryRequest, DiscoveryResponse> client) {
        client.subscribe(ECDS, "nothing" + System.identityHashCode(client.held(ECDS)));
        DiscoveryResponse response = client.next();
        assertThat(response.getTypeUrl()).as(response.toString()).isEqualTo(ECDS);
        client.accept(response);
    }

    static void assertSends(DeltaDiscoveryResponse response, ResourceType type, String... names) {
        assertThat(response.getTypeUrl()).isEqualTo(type.typeUrl());
        assertThat(response.getResourcesList())
                .extracting(Resource::getName)
                .containsExactly(names);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.close();
    }
}
