// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.testing.xds.AdsClient;
import io.gatehouse.testing.xds.DeltaModel;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.ResourceType;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A proxy that refuses what Envoy takes harms itself alone.
class LyingProxyIT {
    private static final String ROUTES = ResourceType.ROUTE.typeUrl();

    private final LiveGateway gateway = LiveGateway.start(Yaml.GATEWAY, vs("a", 201), vs("b", 201));
    private final ManagedChannel channel =
            Grpc.newChannelBuilder(
                            "127.0.0.1:" + gateway.xdsPort(), InsecureChannelCredentials.create())
                    .build();
    private final AdsClient<DeltaDiscoveryRequest, DeltaDiscoveryResponse> liar =
            AdsClient.delta(
                    channel,
                    Node.newBuilder().setId("router~10.0.0.9~liar.default~d").build(),
                    new DeltaModel());

    private static String vs(String name, int status) {
        return Yaml.virtualService(
                name, name + ".test", "- directResponse: {status: %d}".formatted(status));
    }

    @AfterEach
    void close() {
        liar.close();
        channel.shutdownNow();
        gateway.close();
    }

    private void awaitStatus(String name, int status) {
        LiveGateway.awaitStatus(gateway.http(), name + ".test", "/", status);
    }

    private List<Finding> refusals() {
        return gateway.findings(FindingCode.REFUSED_BY_PROXY);
    }

    @Test
    void setsNothingAsideAndKeepsNothingFromOthers() {
        for (ResourceType type : List.of(ResourceType.CLUSTER, ResourceType.LISTENER)) {
            liar.subscribe(type.typeUrl());
            liar.acceptNext();
        }
        String routes =
                gateway.resources().keySet().stream()
                        .filter(name -> name.type() == ResourceType.ROUTE)
                        .map(ResourceName::name)
                        .findFirst()
                        .orElseThrow();
        liar.subscribe(ROUTES, routes);
        liar.acceptNext();
        await().until(gateway::synced);

        gateway.changeUnseen(List.of(vs("a", 202)), List.of());
        liar.refuse(liar.next(), "I do not like it");
        await().untilAsserted(() ->
                assertThat(refusals())
                        .singleElement()
                        .satisfies(finding ->
                                assertThat(finding.message())
                                        .contains(
                                                "liar.default",
                                                "I do not like it",
                                                "an Envoy of the control plane takes it, so only this proxy")));
        assertThat(refusals()).extracting(Finding::object).containsExactly(Optional.empty());
        awaitStatus("a", 202);

        gateway.killEnvoy();
        gateway.restartEnvoy();
        awaitStatus("a", 202);

        gateway.changeUnseen(List.of(vs("b", 203)), List.of());
        liar.acceptNext();
        awaitStatus("b", 203);
        await().untilAsserted(() -> assertThat(refusals()).isEmpty());
    }
}
