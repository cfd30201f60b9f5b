// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import java.time.Duration;

/// How an Envoy ends.
///
/// @param accepting how long new connections are still taken, for load balancers that have not
///   heard of the end yet
/// @param limit how long, with that, requests in flight may take
public record DrainTimes(Duration accepting, Duration limit) {
    /// Takes no new connections from the start.
    public static DrainTimes atOnce(Duration limit) {
        return new DrainTimes(Duration.ZERO, limit);
    }
}
