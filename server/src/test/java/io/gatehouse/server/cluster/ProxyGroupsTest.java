// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import static io.gatehouse.server.cluster.GatewayNode.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.core.Pod;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.server.GivenYaml;
import io.gatehouse.server.cluster.ConnectingProxy.NotAGateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProxyGroupsTest {
    private final Map<ObjectKey, Pod> pods = new HashMap<>();
    private final List<ProxyGroup> added = new ArrayList<>();
    private final List<String> forgotten = new ArrayList<>();
    private final List<Set<String>> namespaces = new ArrayList<>();
    private long now = Long.MAX_VALUE - 1;
    private final ProxyGroups groups =
            new ProxyGroups(
                    key -> Optional.ofNullable(pods.get(key)), new RecordedGroups(), () -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private String join(Node node) throws NotAGateway {
        return groups.join(ConnectingProxy.read(node), true);
    }

    @Test
    void podsOfOneWorkloadAreOneGroup() throws NotAGateway {
        String first = join(GatewayNode.of("gateway-1"));
        assertThat(join(GatewayNode.of("gateway-2"))).isEqualTo(first).startsWith("edge/");
        assertThat(added)
                .singleElement()
                .satisfies(group -> {
                    assertThat(group.name()).isEqualTo(first);
                    assertThat(group.namespace()).isEqualTo("edge");
                    assertThat(group.labels()).containsOnlyKeys("istio");
                    assertThat(group.bind()).isEqualTo("0.0.0.0");
                    assertThat(group.known()).isTrue();
                });
        assertThat(namespaces).containsExactly(Set.of("edge"));
    }

    @Test
    void podsOnSeveralNodesAreOneGroup() throws NotAGateway {
        Node node = GatewayNode.of("gateway-1");
        String first = join(GatewayNode.with(node, "NODE_NAME", text("node-1")));

        assertThat(join(GatewayNode.with(node, "NODE_NAME", text("node-2")))).isEqualTo(first);
    }

    @Test
    void theGroupOfAnotherReplicasProxiesIsTheSameHere() throws NotAGateway {
        String own = join(GatewayNode.of("gateway-1"));
        ProxyGroup group = added.getFirst();
        added.clear();

        groups.use(group);
        assertThat(added).isEmpty();
        ProxyGroup other = group.named("edge/other");
        groups.use(other);
        assertThat(added).containsExactly(other);
        pass(Duration.ofMinutes(11));
        groups.sweep(Set.of("edge/other"));
        assertThat(forgotten).containsExactly(own);
    }

    @Test
    void whoHasNotProvedWhoItIsIsAnotherGroup() throws NotAGateway {
        ConnectingProxy proxy = ConnectingProxy.read(GatewayNode.of("gateway-1"));
        assertThat(groups.join(proxy, false)).isNotEqualTo(groups.join(proxy, true));
    }

    @Test
    void whatThePodSaysCountsMoreThanWhatTheProxySays() throws NotAGateway {
        Pod pod =
                (Pod)
                        GivenYaml.valid(
                                        """
                                        apiVersion: v1
                                        kind: Pod
                                        metadata:
                                          name: gateway-1
                                          namespace: edge
                                          labels: {istio: inner}
                                          annotations: {proxy.istio.io/config: "gatewayTopology: {numTrustedProxies: 3}"}
                                        spec: {containers: []}
                                        """)
                                .getFirst();
        pods.put(new ObjectKey(Kind.POD, "edge", "gateway-1"), pod);
        join(GatewayNode.of("gateway-1"));
        ProxyGroup group = added.getFirst();
        assertThat(group.labels()).containsExactly(Map.entry("istio", "inner"));
        assertThat(
                        group.proxyConfig()
                                .orElseThrow()
                                .gatewayTopology()
                                .orElseThrow()
                                .numTrustedProxies())
                .isEqualTo(3);
    }

    @Test
    void aPodWithAnAddressOfIpv6ListensOnBothFamilies() throws NotAGateway {
        join(
                GatewayNode.with(
                        GatewayNode.of("gateway-1"), "INSTANCE_IPS", text("10.0.0.1,fd00::1")));
        assertThat(added.getFirst().bind()).isEqualTo("::");
    }

    @Test
    void aGroupIsForgottenTenMinutesAfterItsLastProxyAndMayComeBack() throws NotAGateway {
        String name = join(GatewayNode.of("gateway-1"));
        pass(Duration.ofMinutes(30));
        groups.sweep(Set.of(name));
        pass(Duration.ofMinutes(10));
        groups.sweep(Set.of());
        assertThat(forgotten).isEmpty();
        pass(Duration.ofSeconds(1));
        groups.sweep(Set.of());
        assertThat(forgotten).containsExactly(name);
        join(GatewayNode.of("gateway-1"));
        assertThat(added).hasSize(2);
    }

    private final class RecordedGroups implements ProxyGroups.Groups {
        @Override
        public void add(ProxyGroup group, Set<String> all) {
            added.add(group);
            namespaces.add(all);
        }

        @Override
        public void forget(String name) {
            forgotten.add(name);
        }
    }
}
