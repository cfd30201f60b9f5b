// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.time.Duration;
import java.util.Optional;

/// How connections to an [Upstream] are made and kept. Absent parts are the proxy's own defaults.
///
/// @param probes TCP keep-alive; absent means none
/// @param idleTimeout after which a connection without requests is closed; zero means never
/// @param maximumAge after which a connection takes no more requests
/// @param maximumRequests that one connection takes; 0 means any number
/// @param maximumStreams at a time on one HTTP/2 connection; 0 means the proxy's default
/// @param buffer bytes that may wait in either direction; absent means the proxy's default
/// @param pings HTTP/2 keep-alive; absent means none
public record ConnectionRules(
        Duration connectTimeout,
        Optional<TcpProbes> probes,
        Optional<Duration> idleTimeout,
        Optional<Duration> maximumAge,
        int maximumRequests,
        int maximumStreams,
        Optional<Integer> buffer,
        Optional<Pings> pings) {
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);
    public static final ConnectionRules DEFAULT =
            new ConnectionRules(
                    DEFAULT_CONNECT_TIMEOUT,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    0,
                    Optional.empty(),
                    Optional.empty());

    /// Absent parts and a count of 0 are the operating system's.
    public record TcpProbes(int count, Optional<Duration> idle, Optional<Duration> interval) {}

    /// @param interval absent means that no regular pings are sent
    /// @param timeout within which an answer must come
    public record Pings(Optional<Duration> interval, Duration timeout) {}
}
