// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.TrafficExtension;
import io.gatehouse.config.istio.TrafficSelector;
import io.gatehouse.config.istio.TrafficSelector.Mode;
import io.gatehouse.config.istio.TrafficSelector.PortSelector;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// Which of a gateway's traffic an extension is for. All of it is of mode CLIENT, as in Istio.
final class TrafficSelection {
    private TrafficSelection() {}

    static boolean takesGateways(TrafficExtension extension) {
        return extension.spec().match().isEmpty() || !meant(extension).isEmpty();
    }

    /// The numbers that Gateways give; absent means all.
    static Optional<NavigableSet<Integer>> ports(TrafficExtension extension) {
        List<TrafficSelector> meant = meant(extension);
        if (extension.spec().match().isEmpty()
                || meant.stream().anyMatch(selector -> selector.ports().isEmpty())) {
            return Optional.empty();
        }
        NavigableSet<Integer> ports = new TreeSet<>();
        meant.stream()
                .flatMap(selector -> selector.ports().stream())
                .map(PortSelector::number)
                .forEach(ports::add);
        return Optional.of(ports);
    }

    private static List<TrafficSelector> meant(TrafficExtension extension) {
        return extension.spec().match().stream()
                .filter(selector -> selector.mode() != Mode.SERVER)
                .toList();
    }
}
