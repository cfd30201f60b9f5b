// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

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
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A start of a cluster's control plane and some changes, as [TrainingRun] does for a local one.
record ClusterTraining(CountDownLatch changes) implements ClusterListener {
    private static final int PATIENCE_SECONDS = 30;
    private static final String NAMESPACE = "istio-system";

    static void run(EventLog log) throws InterruptedException, IOException {
        ClusterTraining training =
                new ClusterTraining(new CountDownLatch(TrainingApiServer.CHANGES));
        Path kubeconfig = Files.createTempFile("gatehouse-training-", ".kubeconfig");
        try (TrainingApiServer api = new TrainingApiServer()) {
            Files.writeString(kubeconfig, api.kubeconfig());
            try (ClusterControlPlane controlPlane =
                    new ClusterControlPlane(settings(kubeconfig), training, log)) {
                controlPlane.start();
                if (!training.changes.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw CommandFailure.failed("the changes were not applied");
                }
            }
        } finally {
            Files.deleteIfExists(kubeconfig);
        }
    }

    private static ClusterSettings settings(Path kubeconfig) {
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new ClusterSettings(
                new KubernetesConnection(Optional.of(kubeconfig)),
                List.of(),
                anywhere,
                Optional.empty(),
                anywhere,
                Optional.empty(),
                NAMESPACE,
                "gatehouse",
                List.of("gatehouse." + NAMESPACE),
                new TreeSet<>(Set.of(NAMESPACE)),
                "istio-ca",
                kubeconfig.resolveSibling("no-token"),
                Optional.empty(),
                DeliveryLimits.DEFAULT,
                FetchSettings.DEFAULT,
                LastGoodSettings.NOWHERE);
    }

    @Override
    public void applied(AppliedChange change) {
        change.batches().stream()
                .flatMap(batch -> batch.events().stream())
                .filter(event -> event.toString().contains("/path"))
                .forEach(_ -> changes.countDown());
    }

    @Override
    public void progress(String sentence) {}

    @Override
    public void trouble(String sentence) {}

    @Override
    public void serving() {}

    @Override
    public void live(LiveChange change) {}
}
