// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.envoy.bootstrap.HostAndPort;
import io.gatehouse.server.ControlPlane;
import io.gatehouse.server.EmptyGroup;
import io.gatehouse.server.FetchSettings;
import io.gatehouse.server.GivenYaml;
import io.gatehouse.server.TestGroups;
import io.gatehouse.server.envoy.DrainTimes;
import io.gatehouse.server.lastgood.LastGood;
import io.gatehouse.server.proxy.DiscoveryOptions;
import io.gatehouse.server.quarantine.ResourceTrial;
import io.gatehouse.testing.GatewayClient;
import io.gatehouse.testing.GatewayConnection;
import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.GatewayResponse;
import io.gatehouse.testing.GatewayStream;
import io.gatehouse.testing.Ports;
import io.gatehouse.testing.StreamingBackend;
import io.gatehouse.xds.Admission;
import io.gatehouse.xds.DiscoveryEndpoint;
import io.gatehouse.xds.ResourceType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// `gatehouse proxy` from its start to its end, with a control plane that comes and goes.
class GatewayPodIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int http = Ports.free();
    private final int xds = Ports.free();

    @Test
    void isReadyFromItsFirstConfigurationToItsEnd() throws Exception {
        try (Backends shop = Backends.start("shop", 1);
                TestPod pod = pod(Duration.ZERO)) {
            await().atMost(PATIENCE)
                    .until(() -> pod.readiness().body().contains("has not sent clusters yet"));
            assertThat(pod.readiness().status()).isEqualTo(503);

            ControlPlane controlPlane = controlPlane(shop.yaml());
            pod.awaitReady();
            GatewayClient client = GatewayClient.plain(http);
            assertThat(client.get(Yaml.HOST, "/").status()).isEqualTo(200);

            controlPlane.close();
            pod.awaitAtLeast("cluster.xds-grpc.upstream_cx_destroy", 1);
            assertThat(pod.readiness().status()).isEqualTo(200);
            assertThat(client.get(Yaml.HOST, "/").status()).isEqualTo(200);

            GatewayResponse metrics = pod.metrics("/stats/prometheus");
            assertThat(metrics.status()).isEqualTo(200);
            assertThat(metrics.body()).contains("envoy_listener_manager_workers_started{} 1");
            assertThat(pod.metrics("/config_dump").status()).isEqualTo(404);
            assertThat(pod.metrics("/").status()).isEqualTo(404);
        }
    }

    /// Clusters and listeners alone answer nothing.
    @Test
    void isNotReadyBeforeItsRoutesAreThere() throws Exception {
        int behind = Ports.free();
        try (Backends shop = Backends.start("shop", 1);
                ControlPlane _ = controlPlane(behind, shop.yaml());
                HeldBackDiscovery discovery =
                        new HeldBackDiscovery(xds, behind, ResourceType.ROUTE);
                TestPod pod = pod(Duration.ZERO)) {
            discovery.awaitHeldBack(PATIENCE);
            pod.awaitAtLeast("listener_manager.lds.update_success", 1);
            assertThat(pod.readiness().status()).isEqualTo(503);
            assertThat(pod.readiness().body()).startsWith("Envoy is ").contains("INITIALIZING");

            discovery.letGo();
            pod.awaitReady();
            assertThat(GatewayClient.plain(http).get(Yaml.HOST, "/").status()).isEqualTo(200);
        }
    }

    @Test
    void letsARequestInFlightFinish() throws Exception {
        try (StreamingBackend slow = StreamingBackend.start();
                ControlPlane _ = controlPlane(service(slow.port()));
                TestPod pod = pod(Duration.ofMinutes(1))) {
            pod.awaitReady();
            try (GatewayConnection connection = GatewayClient.plain(http).connect()) {
                GatewayStream stream = connection.start(GatewayRequest.get(Yaml.HOST, "/events"));
                assertThat(stream.head().status()).isEqualTo(200);
                Thread end = Thread.ofVirtual().start(pod::close);
                await().atMost(PATIENCE).until(() -> pod.readiness().body().startsWith("ending"));
                assertThat(pod.readiness().status()).isEqualTo(503);
                await().atMost(PATIENCE).until(() -> refuses(http));

                slow.letGo();
                assertThat(stream.input().readAllBytes()).asString().contains("second");
                end.join();
            }
        }
    }

    private TestPod pod(Duration drain) {
        return new TestPod(
                new DiscoveryOptions(
                        new HostAndPort("127.0.0.1", xds),
                        true,
                        Path.of("unused"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                DrainTimes.atOnce(drain));
    }

    private ControlPlane controlPlane(String backends) throws IOException {
        return controlPlane(xds, backends);
    }

    private ControlPlane controlPlane(int port, String backends) throws IOException {
        ControlPlane controlPlane =
                new ControlPlane(
                        List.of(
                                DiscoveryEndpoint.plaintext(
                                        new InetSocketAddress(
                                                InetAddress.getLoopbackAddress(), port),
                                        (_, _) ->
                                                new Admission.Admitted(TestGroups.INGRESS.name()))),
                        EmptyGroup.AWAITS_PROXIES,
                        DeliveryLimits.DEFAULT,
                        ResourceTrial.NONE,
                        FetchSettings.DEFAULT,
                        LastGood.nothing(),
                        new LiveChanges());
        controlPlane.setGroup(
                new ProxyGroup(
                        TestGroups.INGRESS.name(),
                        TestGroups.INGRESS.namespace(),
                        TestGroups.INGRESS.labels(),
                        "127.0.0.1"));
        String gatewayService =
                """
                apiVersion: v1
                kind: Service
                metadata: {name: istio-ingressgateway, namespace: istio-system}
                spec:
                  selector: {istio: ingressgateway}
                  ports: [{name: http, port: 80, targetPort: %d}]
                """
                        .formatted(http);
        controlPlane.start(
                new TestSource(
                        GivenYaml.valid(
                                String.join(
                                        "\n---\n",
                                        gatewayService,
                                        Yaml.GATEWAY,
                                        Yaml.routeTo("shop", Yaml.HOST, "shop"),
                                        backends))));
        return controlPlane;
    }

    private static String service(int port) {
        return """
        apiVersion: v1
        kind: Service
        metadata: {name: shop, namespace: default}
        spec: {ports: [{name: http, port: 80}]}
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: shop-1, namespace: default, labels: {kubernetes.io/service-name: shop}}
        addressType: IPv4
        ports: [{name: http, port: %d}]
        endpoints: [{addresses: ["127.0.0.1"], conditions: {ready: true}}]
        """
                .formatted(port);
    }

    private static boolean refuses(int port) {
        try {
            GatewayClient.plain(port).get(Yaml.HOST, "/echo");
            return false;
        } catch (IOException _) {
            return true;
        }
    }
}
