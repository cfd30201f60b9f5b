// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.LoadBalancer;
import io.gatehouse.config.istio.LocalityLbSetting;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.routing.PlaceUse;
import java.util.List;
import java.util.Optional;

/// What of the locality settings is in force for an upstream: those of its rule, else the mesh's,
/// which are on unless it says otherwise. Failing over needs outlier detection, without which Envoy
/// would not notice that a place fails.
///
/// @param setting absent means that places do not count
record LocalityLb(Optional<LocalityLbSetting> setting, boolean failsOver) {
    private static final LocalityLbSetting DEFAULT =
            new LocalityLbSetting(List.of(), List.of(), List.of(), Optional.empty());

    static LocalityLb of(MeshConfig mesh, DestinationPolicy policy) {
        LocalityLbSetting setting =
                policy.loadBalancer()
                        .flatMap(LoadBalancer::localityLbSetting)
                        .or(mesh::localityLbSetting)
                        .orElse(DEFAULT);
        boolean enabled = setting.enabled().orElse(true);
        return new LocalityLb(
                enabled ? Optional.of(setting) : Optional.empty(),
                policy.outlierDetection().isPresent());
    }

    PlaceUse placeUse() {
        boolean weighted =
                setting.filter(s ->
                                !s.distribute().isEmpty()
                                        || (failsOver
                                                && !(s.failover().isEmpty()
                                                        && s.failoverPriority().isEmpty())))
                        .isPresent();
        return weighted ? PlaceUse.WEIGHTED : PlaceUse.IGNORED;
    }
}
