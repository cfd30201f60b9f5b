// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.awaitility.Awaitility.await;

import io.gatehouse.envoy.bootstrap.HostAndPort;
import io.gatehouse.server.TestGroups;
import io.gatehouse.server.envoy.DrainTimes;
import io.gatehouse.server.envoy.EnvoyOutput;
import io.gatehouse.server.envoy.EnvoyState;
import io.gatehouse.server.envoy.EnvoySupervisor;
import io.gatehouse.server.proxy.DiscoveryOptions;
import io.gatehouse.server.proxy.GatewayPod;
import io.gatehouse.server.proxy.GatewayProxy;
import io.gatehouse.server.proxy.PodOptions;
import io.gatehouse.server.proxy.ProxySettings;
import io.gatehouse.testing.GatewayClient;
import io.gatehouse.testing.GatewayResponse;
import io.gatehouse.testing.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What runs in a gateway's Pod, on this machine.
final class TestPod implements EnvoySupervisor.Listener, AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int readinessPort = Ports.free();
    private final int prometheusPort = Ports.free();
    private final GatewayProxy proxy;

    TestPod(DiscoveryOptions discovery, DrainTimes drain) {
        GatewayPod pod =
                GatewayPod.read(
                        new PodOptions(
                                Optional.of("gateway-1"),
                                Optional.of("istio-system"),
                                Optional.of(LOOPBACK),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                TestGroups.INGRESS.labels(),
                                Optional.empty(),
                                Optional.empty()),
                        Map.of());
        proxy =
                GatewayProxy.of(
                        new ProxySettings(
                                pod,
                                discovery,
                                new HostAndPort(LOOPBACK, prometheusPort),
                                new InetSocketAddress(
                                        InetAddress.getLoopbackAddress(), readinessPort),
                                TestProxy.binary(),
                                List.of("--concurrency", "1", "--log-level", "error"),
                                EnvoyOutput.LISTENER,
                                drain),
                        this);
        proxy.start();
    }

    GatewayResponse readiness() throws IOException {
        return GatewayClient.plain(readinessPort).get("kubelet", "/healthz/ready");
    }

    /// Of Envoy's port for statistics.
    GatewayResponse metrics(String path) throws IOException {
        return GatewayClient.plain(prometheusPort).get("prometheus", path);
    }

    /// Waits until Envoy's statistic has that value or more.
    void awaitAtLeast(String statistic, long value) {
        String line = statistic + ": ";
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    String found = proxy.admin().get("/stats?filter=^" + statistic + "$").body();
                    return found.startsWith(line)
                            && Long.parseLong(found.strip().substring(line.length())) >= value;
                });
    }

    void awaitReady() {
        await().atMost(PATIENCE).until(() -> readiness().status() == 200);
    }

    @Override
    public void changed(EnvoyState state) {}

    @Override
    public void logged(String line) {
        System.err.println("envoy: " + line);
    }

    @Override
    public void close() {
        proxy.close();
    }
}
