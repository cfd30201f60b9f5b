// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.conformance;

import static org.awaitility.Awaitility.await;

import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.Finding;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.kubernetes.KubernetesConnection;
import io.gatehouse.server.AppliedChange;
import io.gatehouse.server.FetchSettings;
import io.gatehouse.server.LiveChange;
import io.gatehouse.server.cluster.ClusterControlPlane;
import io.gatehouse.server.cluster.ClusterListener;
import io.gatehouse.server.cluster.ClusterSettings;
import io.gatehouse.server.lastgood.LastGoodSettings;
import io.gatehouse.server.log.EventLog;
import io.gatehouse.server.log.JsonFormat;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/// What `gatehouse serve` runs, and when the proxies have taken up which objects.
final class CorpusControlPlane implements ClusterListener, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NAMESPACE = "istio-system";

    private final ClusterControlPlane controlPlane;
    private final Set<String> live = ConcurrentHashMap.newKeySet();
    private final List<Finding> findings = new CopyOnWriteArrayList<>();

    /// Serves when it returns.
    CorpusControlPlane(Path kubeconfig) throws InterruptedException {
        ClusterSettings settings =
                new ClusterSettings(
                        new KubernetesConnection(Optional.of(kubeconfig)),
                        List.of(),
                        new InetSocketAddress("0.0.0.0", 15012),
                        Optional.empty(),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 15014),
                        Optional.empty(),
                        NAMESPACE,
                        "gatehouse",
                        List.of("gatehouse.istio-system.svc"),
                        new TreeSet<>(Set.of(NAMESPACE)),
                        "istio-ca",
                        kubeconfig.resolveSibling("no-token"),
                        Optional.empty(),
                        DeliveryLimits.DEFAULT,
                        FetchSettings.DEFAULT,
                        LastGoodSettings.NOWHERE);
        PrintStream errors = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        controlPlane =
                new ClusterControlPlane(
                        settings, this, new EventLog(new JsonFormat(), errors, Clock.systemUTC()));
        controlPlane.start();
    }

    /// Forgets what has become live and what was found so far.
    void turnPage() {
        live.clear();
        findings.clear();
    }

    /// Waits until the proxies have taken up that these were created, or deleted. Secrets are not
    /// waited for: they are read with what names them.
    List<Finding> awaitLive(CorpusObjects objects) {
        Set<String> awaited =
                objects.documents().stream()
                        .flatMap(document ->
                                key(document).filter(key -> key.kind() != Kind.SECRET).stream())
                        .map(ObjectKey::toString)
                        .collect(Collectors.toSet());
        await().pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(PATIENCE)
                .until(() -> live.containsAll(awaited));
        return List.copyOf(findings);
    }

    private static Optional<ObjectKey> key(CorpusObjects.Document document) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.kindName().equals(document.kind()))
                .findFirst()
                .map(kind -> new ObjectKey(kind, document.namespace(), document.name()));
    }

    @Override
    public void applied(AppliedChange change) {
        findings.addAll(change.findings().appeared());
    }

    @Override
    public void live(LiveChange change) {
        change.change().batches().stream()
                .flatMap(batch -> batch.events().stream())
                .map(CorpusControlPlane::about)
                .forEach(live::add);
    }

    /// The object. What is wrong with one is told as of the API server.
    private static String about(ConfigEvent event) {
        return switch (event) {
            case ConfigEvent.Upsert(var object) -> object.key().toString();
            case ConfigEvent.Delete(ObjectKey key) -> key.toString();
            case ConfigEvent.Findings(String origin, _) -> origin.replaceFirst("^api-server: ", "");
        };
    }

    @Override
    public void progress(String sentence) {
        System.err.println(sentence);
    }

    @Override
    public void trouble(String sentence) {
        System.err.println(sentence);
    }

    @Override
    public void serving() {}

    @Override
    public void close() {
        controlPlane.close();
    }
}
