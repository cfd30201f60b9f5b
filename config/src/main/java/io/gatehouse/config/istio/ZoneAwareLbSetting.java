// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import java.util.List;
import java.util.Optional;

/// Keeps requests in the proxy's own zone where its endpoints can bear it.
///
/// @param minClusterSize with fewer endpoints than that the setting is off
public record ZoneAwareLbSetting(
        Optional<Boolean> enabled,
        List<LocalityLbSetting.Failover> failover,
        List<String> failoverPriority,
        Optional<Integer> minClusterSize) {
    public ZoneAwareLbSetting {
        failover = List.copyOf(failover);
        failoverPriority = List.copyOf(failoverPriority);
    }
}
