// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.xds.ProxyStatus.TypeStatus;
import io.gatehouse.xds.Refusal;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.ResourceType;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two replicas, of which one leads and asks the other by gRPC.
class OtherReplicasIT {
    private LinkedReplicas replicas;

    @BeforeEach
    void start() throws IOException {
        replicas = new LinkedReplicas();
    }

    @AfterEach
    void close() {
        replicas.close();
    }

    private void awaitProgrammed(String expected) {
        await().untilAsserted(
                        () -> assertThat(replicas.leader.programmed("gw")).isEqualTo(expected));
    }

    private static TypeStatus refusedListener(String detail) {
        return new TypeStatus(
                ResourceType.LISTENER,
                1,
                0,
                Optional.of(
                        new Refusal(
                                ResourceType.LISTENER,
                                List.of(
                                        new Refusal.RefusedResource(
                                                new ResourceName(
                                                        ResourceType.LISTENER, "0.0.0.0_80"),
                                                "v1")),
                                detail,
                                Instant.EPOCH)));
    }

    @Test
    void theProxiesOfAllReplicasCount() {
        replicas.leader.connected(
                WrittenGateways.proxy("a", 0, 1, 1, List.of()),
                WrittenGateways.proxy("b", 1, 1, 1, List.of()));
        replicas.other.connected(WrittenGateways.proxy("c", 0, 1, 1, List.of()));
        replicas.gateway("gw", 1);
        replicas.lead();

        awaitProgrammed("True: live on 3/3 proxies");
        assertThat(replicas.groups()).containsExactly(WrittenGateways.GROUP);
    }

    @Test
    void whoDoesNotLeadAsksTheOthersWhenItIsAsked() {
        replicas.other.connected(WrittenGateways.proxy("a", 0, 1, 1, List.of()));
        replicas.gateway("gw", 1);

        await().until(() -> !replicas.asked().awaited());
        assertThat(replicas.asked().reports())
                .singleElement()
                .satisfies(report ->
                        assertThat(report.proxies())
                                .extracting(ReportedProxy::node)
                                .containsExactly("a"));
    }

    @Test
    void aProxyThatMovesCountsOnce() {
        replicas.leader.connected(WrittenGateways.proxy("a", 0, 1, 1, List.of()));
        replicas.other.connected(
                WrittenGateways.proxy("a", 0, 1, 1, List.of()),
                WrittenGateways.proxy("b", 1, 1, 1, List.of()));
        replicas.gateway("gw", 1);
        replicas.lead();

        awaitProgrammed("True: live on 2/2 proxies");
    }

    @Test
    void aReplicaThatHasNotReadAChangeYetHoldsItUp() {
        replicas.leader.connected(WrittenGateways.proxy("a", 0, 1, 1, List.of()));
        replicas.other.connected(WrittenGateways.proxy("b", 0, 1, 1, List.of()));
        replicas.gateway("gw", 1);
        replicas.lead();
        awaitProgrammed("True: live on 2/2 proxies");

        replicas.leader.gateway("gw", 2);
        awaitProgrammed("Unknown: live on 1/2 proxies");
        replicas.other.serve("gw", 2);
        awaitProgrammed("True: live on 2/2 proxies");
    }

    @Test
    void aRefusalAtAnotherReplicaIsTold() {
        replicas.other.connected(
                WrittenGateways.proxy("a", 0, 0, 1, List.of(refusedListener("bad cipher"))));
        replicas.gateway("gw", 1);
        replicas.lead();

        awaitProgrammed("False: live on 0/1 proxy; a refused LISTENER 0.0.0.0_80: bad cipher");
    }

    /// Its proxies have all that they are given, which is the version before.
    @Test
    void whatAnotherReplicaHasSetAsideIsNotLiveThere() {
        replicas.leader.connected(WrittenGateways.proxy("a", 0, 1, 1, List.of()));
        replicas.other.connected(WrittenGateways.proxy("b", 0, 1, 1, List.of()));
        replicas.gateway("gw", 1);
        replicas.lead();
        awaitProgrammed("True: live on 2/2 proxies");

        replicas.other.setAside("gw", "b refused LISTENER 0.0.0.0_80: bad cipher");
        awaitProgrammed(
                "False: live on 1/2 proxies; b refused this version, as its replica of the control plane knows: b refused LISTENER 0.0.0.0_80: bad cipher");
        replicas.other.setAside("gw", "");
        awaitProgrammed("True: live on 2/2 proxies");
    }

    @Test
    void proxiesThatComeAndGoElsewhereAreNoticed() {
        replicas.other.connected(WrittenGateways.proxy("a", 0, 1, 1, List.of()));
        replicas.gateway("gw", 1);
        replicas.lead();
        awaitProgrammed("True: live on 1/1 proxy");

        replicas.other.connected(
                WrittenGateways.proxy("a", 0, 1, 1, List.of()),
                WrittenGateways.proxy("b", 1, 0, 0, List.of()));
        awaitProgrammed("Unknown: live on 1/2 proxies");
        replicas.other.connected(WrittenGateways.proxy("b", 1, 1, 1, List.of()));
        awaitProgrammed("True: live on 1/1 proxy");
    }

    /// It may have been given up meanwhile.
    @Test
    void aGroupThatHasProxiesAgainIsToldAgain() {
        replicas.other.connected(WrittenGateways.proxy("a", 0, 1, 1, List.of()));
        replicas.gateway("gw", 1);
        replicas.lead();
        awaitProgrammed("True: live on 1/1 proxy");

        replicas.other.connected();
        awaitProgrammed("Unknown: no gateway proxy that it applies to is connected");
        assertThat(replicas.groups()).hasSize(1);
        replicas.other.connected(WrittenGateways.proxy("b", 1, 1, 1, List.of()));
        awaitProgrammed("True: live on 1/1 proxy");
        assertThat(replicas.groups()).hasSize(2);
    }

    @Test
    void aReplicaThatDoesNotAnswerLeavesItOpen() throws IOException {
        replicas.leader.connected(WrittenGateways.proxy("a", 0, 1, 1, List.of()));
        replicas.other.connected(WrittenGateways.proxy("b", 0, 1, 1, List.of()));
        replicas.gateway("gw", 1);
        replicas.lead();
        awaitProgrammed("True: live on 2/2 proxies");

        replicas.stopOther();
        awaitProgrammed(
                "Unknown: live on 1/1 proxy; 1 of 2 control plane replicas does not answer");
        await().until(() -> replicas.troubles().size() == 1);
        replicas.startOther();
        awaitProgrammed("True: live on 2/2 proxies");
        assertThat(replicas.troubles()).hasSize(1);
    }

    @Test
    void aReplicaThatIsGoneDropsOut() {
        replicas.leader.connected(WrittenGateways.proxy("a", 0, 1, 1, List.of()));
        replicas.other.connected(WrittenGateways.proxy("b", 0, 1, 1, List.of()));
        replicas.gateway("gw", 1);
        replicas.lead();
        awaitProgrammed("True: live on 2/2 proxies");

        replicas.removeOther();
        awaitProgrammed("True: live on 1/1 proxy");
        assertThat(replicas.troubles()).isEmpty();
    }

    @Test
    void whoIsNotOfTheControlPlaneIsToldNothing() {
        replicas.token("gateway");
        replicas.leader.connected(WrittenGateways.proxy("a", 0, 1, 1, List.of()));
        replicas.gateway("gw", 1);
        replicas.lead();

        awaitProgrammed(
                "Unknown: live on 1/1 proxy; 1 of 2 control plane replicas does not answer");
        await().until(() -> !replicas.troubles().isEmpty());
        assertThat(replicas.troubles())
                .singleElement()
                .asString()
                .contains("PERMISSION_DENIED: not a replica");
    }

    @Test
    void manyObjectsAreToldInParts() {
        replicas.other.connected(WrittenGateways.proxy("a", 0, 1, 1, List.of()));
        for (int i = 0; i < 2500; i++) {
            replicas.other.serve("gw-" + i, 1);
        }
        replicas.gateway("gw", 1);
        replicas.lead();

        awaitProgrammed("True: live on 1/1 proxy");
    }
}
