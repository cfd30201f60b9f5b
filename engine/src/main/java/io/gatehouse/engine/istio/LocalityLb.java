// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.LoadBalancer;
import io.gatehouse.config.istio.LocalityLbSetting;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.config.istio.ZoneAwareLbSetting;
import io.gatehouse.engine.core.TrafficDistribution;
import io.gatehouse.routing.PlaceUse;
import java.util.List;
import java.util.Optional;

/// What of the settings about places is in force for an upstream: those of its rule, else what its
/// Service or ServiceEntry wishes, else the mesh's, which are on unless it says otherwise.
sealed interface LocalityLb {
    /// Places do not count.
    record Off() implements LocalityLb {}

    /// @param failsOver needs outlier detection, without which Envoy would not notice that a place
    ///   fails, unless the Service asks for it
    record ByLocality(LocalityLbSetting setting, boolean failsOver) implements LocalityLb {
        private boolean weighted() {
            boolean ordered =
                    !setting.failover().isEmpty() || !setting.failoverPriority().isEmpty();
            return !setting.distribute().isEmpty() || (failsOver && ordered);
        }
    }

    /// Other regions stand in for the proxy's own whether there is outlier detection or not.
    record OwnZone(ZoneAwareLbSetting setting) implements LocalityLb {}

    static LocalityLb of(
            MeshConfig mesh, DestinationPolicy policy, TrafficDistribution distribution) {
        Optional<LoadBalancer> balancer = policy.loadBalancer();
        boolean ejects = policy.outlierDetection().isPresent();
        return balancer.flatMap(LoadBalancer::localityLbSetting)
                .map(own -> byLocality(own, ejects))
                .or(() -> balancer.flatMap(LoadBalancer::zoneAwareLbSetting).map(LocalityLb::zones))
                .or(() -> near(distribution))
                .or(() -> mesh.zoneAwareLbSetting().filter(LocalityLb::enabled).map(OwnZone::new))
                .or(() -> mesh.localityLbSetting().map(ofMesh -> byLocality(ofMesh, ejects)))
                .orElseGet(() -> new ByLocality(setting(List.of()), ejects));
    }

    /// @param knowsPeers whether the group's proxies are told of each other
    default PlaceUse placeUse(boolean knowsPeers) {
        PlaceUse ignored = knowsPeers ? new PlaceUse.OwnZoneAsOthers() : PlaceUse.IGNORED;
        return switch (this) {
            case Off _ -> ignored;
            case ByLocality places -> places.weighted() ? PlaceUse.WEIGHTED : ignored;
            case OwnZone(ZoneAwareLbSetting setting) ->
                    knowsPeers
                            ? new PlaceUse.OwnZoneFirst(setting.minClusterSize())
                            : new PlaceUse.OwnZoneAsOthers();
        };
    }

    private static LocalityLb byLocality(LocalityLbSetting setting, boolean ejects) {
        return setting.enabled().orElse(true) ? new ByLocality(setting, ejects) : new Off();
    }

    private static LocalityLb zones(ZoneAwareLbSetting setting) {
        return enabled(setting) ? new OwnZone(setting) : new Off();
    }

    private static boolean enabled(ZoneAwareLbSetting setting) {
        return setting.enabled().orElse(true);
    }

    private static Optional<LocalityLb> near(TrafficDistribution distribution) {
        return distribution == TrafficDistribution.ANY
                ? Optional.empty()
                : Optional.of(new ByLocality(setting(distribution.labels()), true));
    }

    private static LocalityLbSetting setting(List<String> failoverPriority) {
        return new LocalityLbSetting(List.of(), List.of(), failoverPriority, Optional.empty());
    }
}
