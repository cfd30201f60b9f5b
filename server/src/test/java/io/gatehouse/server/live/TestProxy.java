// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.gatehouse.envoy.bootstrap.AdminEndpoint;
import io.gatehouse.envoy.bootstrap.BootstrapTranslator;
import io.gatehouse.envoy.bootstrap.HostAndPort;
import io.gatehouse.envoy.bootstrap.ProxyBootstrap;
import io.gatehouse.envoy.bootstrap.ProxyLimits;
import io.gatehouse.envoy.bootstrap.ProxyNode;
import io.gatehouse.envoy.bootstrap.XdsConnection;
import io.gatehouse.routing.Placement;
import io.gatehouse.server.TestGroups;
import io.gatehouse.server.envoy.CacheDirectory;
import io.gatehouse.server.envoy.EnvoyBinary;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;

/// The Envoy that tests run, and the bootstrap that it is started with.
public final class TestProxy {
    private static final String LOOPBACK = "127.0.0.1";

    private TestProxy() {}

    public static Path binary() {
        return new EnvoyBinary(System.getenv(), CacheDirectory.ofUser(), System.err::println)
                .find();
    }

    public static Bootstrap bootstrap(int xdsPort) {
        return bootstrap(Placement.UNKNOWN, xdsPort, false);
    }

    /// Of a proxy that asks for its peers, with the statistics of all clusters.
    static Bootstrap bootstrapIn(Placement placement, int xdsPort) {
        return bootstrap(placement, xdsPort, true).toBuilder().clearStatsConfig().build();
    }

    private static Bootstrap bootstrap(Placement placement, int xdsPort, boolean knowsPeers) {
        ProxyNode node =
                new ProxyNode(
                        ProxyNode.routerId(LOOPBACK, "gateway-1", "istio-system", "cluster.local"),
                        "istio-ingressgateway.istio-system",
                        placement,
                        TestGroups.INGRESS.labels(),
                        new TreeMap<>());
        return BootstrapTranslator.translate(
                new ProxyBootstrap(
                        node,
                        XdsConnection.plaintext(new HostAndPort(LOOPBACK, xdsPort), "token"),
                        new AdminEndpoint.Tcp(new HostAndPort(LOOPBACK, 0)),
                        Optional.empty(),
                        ProxyLimits.DEFAULT,
                        knowsPeers));
    }
}
