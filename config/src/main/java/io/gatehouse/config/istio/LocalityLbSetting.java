// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.SortedMaps;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// How requests are shared over places. At most one of `distribute`, `failover` and
/// `failoverPriority` with `failover` is meant by Istio's rules.
///
/// @param failoverPriority labels in order of weight: `key`, or `key=value`
/// @param enabled absent means the mesh's default, which is on
public record LocalityLbSetting(
        List<Distribute> distribute,
        List<Failover> failover,
        List<String> failoverPriority,
        Optional<Boolean> enabled) {
    public LocalityLbSetting {
        distribute = List.copyOf(distribute);
        failover = List.copyOf(failover);
        failoverPriority = List.copyOf(failoverPriority);
    }

    /// @param from `region/zone/subzone`, each of which may be `*`
    /// @param to weights by the same form; they sum up to 100
    public record Distribute(String from, SortedMap<String, Integer> to) {
        public Distribute {
            to = SortedMaps.copyOf(to);
        }
    }

    /// From region to region.
    public record Failover(String from, String to) {}
}
