// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.time.Duration;

/// Bounds of the discovery server: how long a new version waits for what it names, how long a
/// removal waits until nothing names the resource any more, how long connections of a listener that
/// was replaced may be served (Envoy's `--drain-time-s`), the size of one request, and the names
/// that one stream may subscribe to: how many, and how long all of them together.
public record DiscoverySettings(
        Duration holdUpdates,
        Duration holdRemovals,
        Duration drain,
        int maxRequestBytes,
        int maxNames,
        int maxNameCharacters) {
    public static final DiscoverySettings DEFAULT =
            new DiscoverySettings(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(10),
                    32 << 20,
                    1_000_000,
                    64 << 20);
}
