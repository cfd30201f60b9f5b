// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.bootstrap;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.overload.v3.OverloadAction;
import io.envoyproxy.envoy.config.overload.v3.OverloadManager;
import io.envoyproxy.envoy.config.overload.v3.ResourceMonitor;
import io.envoyproxy.envoy.config.overload.v3.ThresholdTrigger;
import io.envoyproxy.envoy.config.overload.v3.Trigger;
import io.envoyproxy.envoy.extensions.resource_monitors.downstream_connections.v3.DownstreamConnectionsConfig;
import io.envoyproxy.envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig;
import io.gatehouse.envoy.EnvoyDuration;
import java.time.Duration;

final class OverloadTranslator {
    private static final String CONNECTIONS =
            "envoy.resource_monitors.global_downstream_max_connections";
    private static final String HEAP = "envoy.resource_monitors.fixed_heap";
    private static final Duration REFRESH = Duration.ofMillis(250);

    private OverloadTranslator() {}

    static OverloadManager translate(ProxyLimits limits) {
        OverloadManager.Builder manager =
                OverloadManager.newBuilder()
                        .setRefreshInterval(EnvoyDuration.of(REFRESH))
                        .addResourceMonitors(
                                monitor(
                                        CONNECTIONS,
                                        DownstreamConnectionsConfig.newBuilder()
                                                .setMaxActiveDownstreamConnections(
                                                        limits.connections())
                                                .build()));
        limits.heapBytes()
                .ifPresent(bytes ->
                        manager.addResourceMonitors(
                                        monitor(
                                                HEAP,
                                                FixedHeapConfig.newBuilder()
                                                        .setMaxHeapSizeBytes(bytes)
                                                        .build()))
                                .addActions(heapAction("envoy.overload_actions.shrink_heap", 0.95))
                                .addActions(
                                        heapAction(
                                                "envoy.overload_actions.stop_accepting_requests",
                                                0.98)));
        return manager.build();
    }

    private static ResourceMonitor monitor(String name, Message config) {
        return ResourceMonitor.newBuilder().setName(name).setTypedConfig(Any.pack(config)).build();
    }

    private static OverloadAction heapAction(String name, double share) {
        return OverloadAction.newBuilder()
                .setName(name)
                .addTriggers(
                        Trigger.newBuilder()
                                .setName(HEAP)
                                .setThreshold(ThresholdTrigger.newBuilder().setValue(share)))
                .build();
    }
}
