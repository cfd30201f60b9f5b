// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.awaitility.Awaitility.await;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.routing.Placement;
import io.gatehouse.server.ControlPlane;
import io.gatehouse.server.EmptyGroup;
import io.gatehouse.server.FetchSettings;
import io.gatehouse.server.GivenYaml;
import io.gatehouse.server.LiveChange;
import io.gatehouse.server.TestGroups;
import io.gatehouse.server.Translation;
import io.gatehouse.server.envoy.EnvoyTrial;
import io.gatehouse.server.fetch.FetchAuthorities;
import io.gatehouse.server.keys.KeySettings;
import io.gatehouse.server.lastgood.LastGood;
import io.gatehouse.server.modules.ModuleSettings;
import io.gatehouse.testing.EnvoyProcess;
import io.gatehouse.testing.GatewayClient;
import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.GatewayResponse;
import io.gatehouse.testing.Ports;
import io.gatehouse.xds.Admission;
import io.gatehouse.xds.DiscoveryEndpoint;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.ResourceSnapshot;
import io.gatehouse.xds.ResourceType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A control plane and an Envoy that is connected to it. The ports 80, 443 and 8000 of a Gateway
/// are free ports of loopback. Used by one thread.
final class LiveGateway implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final FetchSettings FETCHING =
            new FetchSettings(
                    new KeySettings(
                            Duration.ofMillis(50),
                            Duration.ofMillis(10),
                            Duration.ofMillis(50),
                            false,
                            FetchAuthorities.JAVA),
                    new ModuleSettings(
                            Duration.ofSeconds(10),
                            Duration.ofMillis(300),
                            Duration.ofMillis(10),
                            Duration.ofMillis(50),
                            Optional.empty(),
                            FetchAuthorities.JAVA));
    private static final List<Integer> SERVICE_PORTS = List.of(80, 443, 8000);

    private final Map<Integer, Integer> ports = new TreeMap<>();
    private final int xdsPort = Ports.free();
    private TestSource source;
    private LiveChanges changes = new LiveChanges();
    private ControlPlane controlPlane;
    private EnvoyProcess envoy;
    private int changeCount;
    private final Placement placement;
    private final DeliveryLimits limits;
    private final Optional<Path> lastGood;

    private LiveGateway(
            Placement placement, DeliveryLimits limits, Optional<Path> lastGood, String yaml) {
        this.placement = placement;
        this.limits = limits;
        this.lastGood = lastGood;
        List<Integer> free = Ports.free(SERVICE_PORTS.size());
        for (int i = 0; i < free.size(); i++) {
            ports.put(SERVICE_PORTS.get(i), free.get(i));
        }
        source = new TestSource(GivenYaml.valid(yaml + "\n---\n" + gatewayService()));
        controlPlane = startControlPlane();
        envoy = startEnvoy();
    }

    /// Serves when it returns.
    static LiveGateway start(String... yaml) {
        return startIn(Placement.UNKNOWN, yaml);
    }

    /// As [#start], at a place of which the proxy knows, on the Node `region-zone`. This Envoy also
    /// asks for its peers and keeps the statistics of clusters.
    static LiveGateway startIn(Placement placement, String... yaml) {
        return start(placement, DeliveryLimits.DEFAULT, Optional.empty(), yaml);
    }

    /// As [#start], with other sizes from which on parts are delivered apart.
    static LiveGateway startWith(DeliveryLimits limits, String... yaml) {
        return start(Placement.UNKNOWN, limits, Optional.empty(), yaml);
    }

    /// As [#startWith], and keeps what the proxy has.
    static LiveGateway startKeeping(Path lastGood, DeliveryLimits limits, String... yaml) {
        return start(Placement.UNKNOWN, limits, Optional.of(lastGood), yaml);
    }

    private static LiveGateway start(
            Placement placement, DeliveryLimits limits, Optional<Path> lastGood, String... yaml) {
        LiveGateway gateway =
                new LiveGateway(placement, limits, lastGood, String.join("\n---\n", yaml));
        gateway.changes.await("start");
        gateway.envoy.awaitReady(PATIENCE);
        return gateway;
    }

    /// The local port for a port of a Gateway.
    int port(int servicePort) {
        return ports.getOrDefault(servicePort, 0);
    }

    /// Where other proxies of the group may connect.
    int xdsPort() {
        return xdsPort;
    }

    GatewayClient http() {
        return GatewayClient.plain(port(80));
    }

    GatewayClient https(String serverName) {
        return GatewayClient.tls(port(443), serverName);
    }

    GatewayResponse send(GatewayRequest request) {
        try {
            return http().send(request);
        } catch (IOException e) {
            throw new UncheckedIOException(request.toString(), e);
        }
    }

    /// Applies all at once, and returns when the proxy has it.
    LiveChange apply(String... yaml) {
        return change(List.of(yaml), List.of());
    }

    LiveChange delete(Kind kind, String name) {
        return change(List.of(), List.of(new ObjectKey(kind, "default", name)));
    }

    /// Applies and deletes in one step, and returns when the proxy has it.
    LiveChange change(List<String> yaml, List<ObjectKey> deletions) {
        changeCount++;
        String cause = "change " + changeCount;
        source.change(cause, objects(yaml), deletions);
        return changes.await(cause);
    }

    /// Changes the objects while no proxy is connected.
    void changeUnseen(List<String> yaml, List<ObjectKey> deletions) {
        source.change("unseen", objects(yaml), deletions);
    }

    /// Waits until the proxy has all that was changed.
    void settle() {
        change(List.of(), List.of());
        changes.forget();
    }

    List<Finding> findings(FindingCode code) {
        return controlPlane.state().findings().stream().filter(f -> f.code() == code).toList();
    }

    /// What its proxies are given.
    SortedMap<ResourceName, String> resources() {
        SortedMap<ResourceName, String> versions = new TreeMap<>();
        ResourceSnapshot snapshot = controlPlane.resources(TestGroups.INGRESS.name());
        for (ResourceType type : ResourceType.values()) {
            snapshot.all(type).values().forEach(r -> versions.put(r.name(), r.version()));
        }
        return versions;
    }

    /// What they would be given after a fresh start with the same objects.
    SortedMap<ResourceName, String> fresh() {
        SortedMap<ResourceName, String> versions = new TreeMap<>();
        Translation.of(source.objects(), group(), Instant.now(), limits)
                .resources()
                .forEach((name, resource) -> versions.put(name, resource.version()));
        return versions;
    }

    boolean ready() {
        return controlPlane.ready();
    }

    /// Whether the proxy has acknowledged all that it is given, and refuses nothing of it.
    boolean synced() {
        long newest = controlPlane.resources(TestGroups.INGRESS.name()).revision();
        return !controlPlane.proxies().isEmpty()
                && controlPlane.proxies().stream().allMatch(p -> p.syncedRevision() >= newest);
    }

    EnvoyProcess envoy() {
        return envoy;
    }

    void stopControlPlane() {
        controlPlane.close();
        source = new TestSource(source.objects());
    }

    /// On the port that it had before.
    void restartControlPlane() {
        changes = new LiveChanges();
        controlPlane = startControlPlane();
    }

    void killEnvoy() {
        envoy.close();
    }

    void restartEnvoy() {
        envoy = startEnvoy();
        envoy.awaitReady(PATIENCE);
    }

    /// Waits until the client gets that status; a refused connection is none.
    static void awaitStatus(GatewayClient client, String host, String path, int status) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () -> {
                            try {
                                return Optional.of(client.get(host, path).status());
                            } catch (IOException _) {
                                return Optional.<Integer>empty();
                            }
                        },
                        Optional.of(status)::equals);
    }

    /// What Envoy said last, if it has ended.
    String proxyEnd() {
        return envoy.isAlive() ? "" : "; Envoy ended: " + envoy.log();
    }

    @Override
    public void close() {
        envoy.close();
        controlPlane.close();
    }

    private static List<ConfigObject> objects(List<String> yaml) {
        return GivenYaml.valid(String.join("\n---\n", yaml));
    }

    private ControlPlane startControlPlane() {
        try {
            InetSocketAddress address =
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), xdsPort);
            ControlPlane started =
                    new ControlPlane(
                            List.of(
                                    DiscoveryEndpoint.plaintext(
                                            address,
                                            (_, _) ->
                                                    new Admission.Admitted(
                                                            TestGroups.INGRESS.name()))),
                            EmptyGroup.AWAITS_PROXIES,
                            limits,
                            new EnvoyTrial(() -> Optional.of(TestProxy.binary())),
                            FETCHING,
                            new LastGood(lastGood, "test"),
                            changes);
            started.setGroup(group());
            started.start(source);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("control plane does not start", e);
        }
    }

    private ProxyGroup group() {
        return new ProxyGroup(
                TestGroups.INGRESS.name(),
                TestGroups.INGRESS.namespace(),
                TestGroups.INGRESS.labels(),
                "127.0.0.1",
                placement,
                placement.region() + "-" + placement.zone(),
                Optional.empty(),
                Optional.empty(),
                true);
    }

    private EnvoyProcess startEnvoy() {
        return EnvoyProcess.start(
                TestProxy.binary(),
                placement.equals(Placement.UNKNOWN)
                        ? TestProxy.bootstrap(xdsPort)
                        : TestProxy.bootstrapIn(placement, xdsPort),
                "--log-level",
                "warning",
                "--file-flush-interval-msec",
                "10");
    }

    private String gatewayService() {
        return """
        apiVersion: v1
        kind: Service
        metadata: {name: istio-ingressgateway, namespace: istio-system}
        spec:
          selector: {istio: ingressgateway}
          ports: [%s]
        """
                .formatted(
                        ports.entrySet().stream()
                                .map(port ->
                                        "{name: p%d, port: %d, targetPort: %d}"
                                                .formatted(
                                                        port.getKey(),
                                                        port.getKey(),
                                                        port.getValue()))
                                .collect(Collectors.joining(", ")));
    }
}
