// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.ConfigBatch;
import io.gatehouse.config.ConfigSource;
import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.kubernetes.source.SourceState;
import io.gatehouse.server.AppliedChange;
import io.gatehouse.server.ControlPlane;
import io.gatehouse.server.EmptyGroup;
import io.gatehouse.server.FetchSettings;
import io.gatehouse.server.LiveChange;
import io.gatehouse.server.lastgood.LastGood;
import io.gatehouse.server.quarantine.ResourceTrial;
import io.gatehouse.server.status.OtherReplicas;
import io.gatehouse.server.status.Rollouts;
import io.gatehouse.server.status.Served;
import io.gatehouse.xds.Admission;
import io.gatehouse.xds.ConnectedProxy;
import io.gatehouse.xds.DiscoveryEndpoint;
import io.gatehouse.xds.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ClusterViewTest {
    /// A replica that takes over must have something to give.
    @Test
    void isReadyOnceTheConfigurationIsPublished() throws IOException {
        AtomicBoolean read = new AtomicBoolean();
        try (ControlPlane controlPlane =
                new ControlPlane(
                        List.of(
                                DiscoveryEndpoint.plaintext(
                                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                        (_, _) -> new Admission.Admitted("edge"))),
                        EmptyGroup.NEEDS_NOTHING,
                        DeliveryLimits.DEFAULT,
                        ResourceTrial.NONE,
                        FetchSettings.DEFAULT,
                        LastGood.nothing(),
                        new Deaf())) {
            ClusterView view = view(controlPlane, read);
            assertThat(view.unready()).contains("the configuration is being read");
            read.set(true);
            assertThat(view.unready()).contains("the configuration is being translated");

            controlPlane.start(new Empty());
            await().until(() -> view.unready().isEmpty());
        }
    }

    private static ClusterView view(ControlPlane controlPlane, AtomicBoolean read) {
        Served served =
                new Served(
                        controlPlane::state,
                        Map::of,
                        controlPlane::proxies,
                        controlPlane::resources,
                        () -> OtherReplicas.NONE);
        return new ClusterView(
                controlPlane,
                () -> new SourceState(true, List.of()),
                () -> false,
                read::get,
                new Rollouts(served, controlPlane.changes(), controlPlane::blaming));
    }

    private static final class Empty implements ConfigSource {
        @Override
        public void start(Consumer<ConfigBatch> sink) {
            sink.accept(new ConfigBatch("start", System.nanoTime(), List.of()));
        }

        @Override
        public void close() {}
    }

    private static final class Deaf implements ControlPlane.Listener {
        @Override
        public void applied(AppliedChange change) {}

        @Override
        public void live(LiveChange change) {}

        @Override
        public void refused(ConnectedProxy proxy, Refusal refusal) {}
    }
}
