// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.cluster;

import com.google.protobuf.UInt64Value;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.CommonLbConfig;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.CommonLbConfig.LocalityWeightedLbConfig;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.CommonLbConfig.ZoneAwareLbConfig;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.LbPolicy;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.LeastRequestLbConfig;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.MaglevLbConfig;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.RingHashLbConfig;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.RoundRobinLbConfig;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.SlowStartConfig;
import io.envoyproxy.envoy.config.core.v3.RuntimeDouble;
import io.envoyproxy.envoy.type.v3.Percent;
import io.gatehouse.envoy.EnvoyDuration;
import io.gatehouse.routing.Balancing;
import io.gatehouse.routing.Balancing.GradualStart;
import io.gatehouse.routing.OutlierEjection;
import io.gatehouse.routing.PlaceUse;
import io.gatehouse.routing.Upstream;
import java.util.Optional;

/// Which endpoint of an upstream gets a request.
final class BalancingTranslator {
    /// Envoy wants a name by which the value could be changed at run time.
    private static final String AGGRESSION_KEY = "gatehouse.gradual_start.aggression";

    private BalancingTranslator() {}

    static void apply(Upstream upstream, Cluster.Builder cluster) {
        cluster.setCommonLbConfig(common(upstream));
        switch (upstream.balancing()) {
            case Balancing.LeastRequests least -> {
                cluster.setLbPolicy(LbPolicy.LEAST_REQUEST);
                least.gradualStart()
                        .map(start ->
                                LeastRequestLbConfig.newBuilder()
                                        .setSlowStartConfig(slowStart(start)))
                        .ifPresent(cluster::setLeastRequestLbConfig);
            }
            case Balancing.InTurn inTurn -> {
                cluster.setLbPolicy(LbPolicy.ROUND_ROBIN);
                inTurn.gradualStart()
                        .map(start ->
                                RoundRobinLbConfig.newBuilder()
                                        .setSlowStartConfig(slowStart(start)))
                        .ifPresent(cluster::setRoundRobinLbConfig);
            }
            case Balancing.AtRandom _ -> cluster.setLbPolicy(LbPolicy.RANDOM);
            case Balancing.OnRing ring ->
                    cluster.setLbPolicy(LbPolicy.RING_HASH)
                            .setRingHashLbConfig(
                                    RingHashLbConfig.newBuilder()
                                            .setMinimumRingSize(
                                                    UInt64Value.of(ring.minimumSize())));
            case Balancing.InTable table -> {
                cluster.setLbPolicy(LbPolicy.MAGLEV);
                table.size()
                        .map(size -> MaglevLbConfig.newBuilder().setTableSize(UInt64Value.of(size)))
                        .ifPresent(cluster::setMaglevLbConfig);
            }
            case Balancing.AsDialled _ -> cluster.setLbPolicy(LbPolicy.CLUSTER_PROVIDED);
        }
    }

    /// Endpoints called unhealthy get no requests even when no others are left, unless a minimum of
    /// healthy ones is asked for.
    private static CommonLbConfig common(Upstream upstream) {
        int panic = upstream.ejection().map(OutlierEjection::minimumHealthyPercent).orElse(0);
        CommonLbConfig.Builder common =
                CommonLbConfig.newBuilder()
                        .setHealthyPanicThreshold(Percent.newBuilder().setValue(panic));
        switch (upstream.placeUse()) {
            case PlaceUse.Ignored _ -> {}
            case PlaceUse.Weighted _ ->
                    common.setLocalityWeightedLbConfig(
                            LocalityWeightedLbConfig.getDefaultInstance());
            case PlaceUse.OwnZoneFirst(Optional<Integer> minimum) ->
                    common.setZoneAwareLbConfig(ownZone(minimum));
            case PlaceUse.OwnZoneAsOthers _ ->
                    common.setZoneAwareLbConfig(
                            ZoneAwareLbConfig.newBuilder()
                                    .setRoutingEnabled(Percent.getDefaultInstance()));
        }
        return common.build();
    }

    private static ZoneAwareLbConfig ownZone(Optional<Integer> minimum) {
        ZoneAwareLbConfig.Builder ownZone = ZoneAwareLbConfig.newBuilder();
        minimum.map(UInt64Value::of).ifPresent(ownZone::setMinClusterSize);
        return ownZone.build();
    }

    private static SlowStartConfig slowStart(GradualStart start) {
        return SlowStartConfig.newBuilder()
                .setSlowStartWindow(EnvoyDuration.of(start.length()))
                .setAggression(
                        RuntimeDouble.newBuilder()
                                .setDefaultValue(start.aggression())
                                .setRuntimeKey(AGGRESSION_KEY))
                .setMinWeightPercent(Percent.newBuilder().setValue(start.minimumPercent()))
                .build();
    }
}
