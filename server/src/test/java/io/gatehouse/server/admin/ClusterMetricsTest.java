// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Kind;
import io.gatehouse.kubernetes.api.ApiFailure;
import io.gatehouse.kubernetes.source.KindState;
import io.gatehouse.server.ControlPlaneState;
import io.gatehouse.server.Pulse;
import io.gatehouse.server.status.Rollouts;
import io.gatehouse.xds.ProxyStatus;
import io.gatehouse.xds.ResourceType;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class ClusterMetricsTest {
    /// A replica that may not read Secrets.
    private record Replica(SampleView view, boolean leads) implements AdminView {
        @Override
        public ControlPlaneState state() {
            return view.state();
        }

        @Override
        public Optional<String> unready() {
            return view.unready();
        }

        @Override
        public List<ProxyStatus> proxies() {
            return view.proxies();
        }

        @Override
        public Rollouts rollouts() {
            return view.rollouts();
        }

        @Override
        public Pulse pulse() {
            return view.pulse();
        }

        @Override
        public SortedMap<ResourceType, Integer> resources() {
            return view.resources();
        }

        @Override
        public Optional<Boolean> leading() {
            return Optional.of(leads);
        }

        @Override
        public List<KindState> watches() {
            return List.of(
                    new KindState(Kind.GATEWAY, true, false, 3, Optional.empty(), "", 0),
                    new KindState(
                            Kind.SECRET,
                            false,
                            false,
                            0,
                            Optional.of(new ApiFailure.Forbidden("no")),
                            "no",
                            4));
        }
    }

    private static List<String> metrics(AdminView view) {
        return new ControlPlaneMetrics().exposition(view).lines().toList();
    }

    @Test
    void roleAndWatchesAreTold() {
        assertThat(metrics(new Replica(SampleView.of(""), true)))
                .contains(
                        "gatehouse_leader 1.0",
                        "gatehouse_watch_up{kind=\"Gateway\"} 1.0",
                        "gatehouse_watch_up{kind=\"Secret\"} 0.0",
                        "gatehouse_watch_interruptions_total{kind=\"Secret\"} 4.0");
        assertThat(metrics(new Replica(SampleView.of(""), false))).contains("gatehouse_leader 0.0");
    }

    @Test
    void whereThereIsNoClusterThereAreNoSuchFigures() {
        assertThat(metrics(SampleView.of("")))
                .noneMatch(line ->
                        line.startsWith("gatehouse_leader") || line.startsWith("gatehouse_watch"));
    }
}
