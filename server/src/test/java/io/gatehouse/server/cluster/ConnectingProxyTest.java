// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import static io.gatehouse.server.cluster.GatewayNode.fields;
import static io.gatehouse.server.cluster.GatewayNode.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.gatehouse.config.istio.ProxyConfig;
import io.gatehouse.routing.Placement;
import io.gatehouse.server.cluster.ConnectingProxy.NotAGateway;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectingProxyTest {
    private static final Node NODE = GatewayNode.of("gateway-1");

    @Test
    void theNodeSaysWhoAndWhereAProxyIs() throws NotAGateway {
        ConnectingProxy proxy = ConnectingProxy.read(NODE);
        assertThat(proxy.pod()).isEqualTo("gateway-1");
        assertThat(proxy.namespace()).isEqualTo("edge");
        assertThat(proxy.serviceAccount()).isEqualTo("gateway");
        assertThat(proxy.addresses()).containsExactly("10.244.0.5");
        assertThat(proxy.labels()).containsEntry("istio", "edge");
        assertThat(proxy.placement()).isEqualTo(new Placement("eu", "eu-1", ""));
        assertThat(proxy.systemRoots()).isEmpty();
    }

    @Test
    void allAddressesOfThePodCount() throws NotAGateway {
        Node node = GatewayNode.with(NODE, "INSTANCE_IPS", text("10.244.0.5,fd00::5"));
        assertThat(ConnectingProxy.read(node).addresses()).containsExactly("10.244.0.5", "fd00::5");
    }

    @Test
    void aProxysOwnConfigurationAndItsVariablesAreOne() throws NotAGateway {
        Value topology = fields(Map.of("numTrustedProxies", number(2)));
        Node node =
                GatewayNode.with(NODE, "PROXY_CONFIG", fields(Map.of("gatewayTopology", topology)));
        ProxyConfig config = ConnectingProxy.read(node).proxyConfig().orElseThrow();
        assertThat(config.gatewayTopology().orElseThrow().numTrustedProxies()).isEqualTo(2);
        assertThat(config.proxyMetadata()).containsEntry(ProxyConfig.HTTP10, "1");
    }

    @Test
    void aProxyThatSaysNoMoreThanItsIdIsEnough() throws NotAGateway {
        Node bare = Node.newBuilder().setId("router~10.0.0.1~a.b.edge~x").build();
        ConnectingProxy proxy = ConnectingProxy.read(bare);
        assertThat(proxy.pod()).isEqualTo("a.b");
        assertThat(proxy.namespace()).isEqualTo("edge");
        assertThat(proxy.serviceAccount()).isEmpty();
        assertThat(proxy.proxyConfig()).isEmpty();
    }

    @Test
    void whatIsNoGatewayIsTold() {
        assertThatThrownBy(() -> ConnectingProxy.read(node("envoy")))
                .isInstanceOf(NotAGateway.class)
                .hasMessage(
                        "found the node id \"envoy\" (expected: router~IP~POD.NAMESPACE~DOMAIN)");
        assertThatThrownBy(() -> ConnectingProxy.read(node("sidecar~10.0.0.1~a.b~c")))
                .isInstanceOf(NotAGateway.class)
                .hasMessage("found a proxy of type sidecar (expected: router, which is a gateway)");
    }

    private static Node node(String id) {
        return Node.newBuilder().setId(id).build();
    }

    private static Value number(int number) {
        return Value.newBuilder().setNumberValue(number).build();
    }
}
