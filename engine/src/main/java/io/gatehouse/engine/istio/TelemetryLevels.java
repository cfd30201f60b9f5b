// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.Telemetry;
import io.gatehouse.engine.ProxyGroup;
import java.util.ArrayList;
import java.util.List;

/// The Telemetry objects that hold for a group of proxies, the widest first: the oldest one for all
/// in the root namespace, the oldest one for all in the group's own, and all there that choose the
/// workload.
final class TelemetryLevels {
    private TelemetryLevels() {}

    /// @param attached all that are for the group, those of the root namespace first, and the
    ///   oldest first
    static List<Telemetry> of(List<Telemetry> attached, ProxyGroup group, String root) {
        List<Telemetry> levels = new ArrayList<>();
        forAll(attached, root, levels);
        if (!group.namespace().equals(root)) {
            forAll(attached, group.namespace(), levels);
        }
        attached.stream()
                .filter(each -> !each.isForAll())
                .filter(each -> each.metadata().namespace().equals(group.namespace()))
                .forEach(levels::add);
        return List.copyOf(levels);
    }

    private static void forAll(List<Telemetry> attached, String namespace, List<Telemetry> levels) {
        attached.stream()
                .filter(Telemetry::isForAll)
                .filter(each -> each.metadata().namespace().equals(namespace))
                .findFirst()
                .ifPresent(levels::add);
    }
}
