// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.bootstrap;

import java.util.OptionalLong;

/// What a proxy may use up before it turns work away.
///
/// @param connections of clients, over all ports; more are closed at once
/// @param heapBytes near it memory is given back, then requests are answered with 503
public record ProxyLimits(long connections, OptionalLong heapBytes) {
    /// Envoy's advice for an edge proxy.
    public static final ProxyLimits DEFAULT = new ProxyLimits(50_000, OptionalLong.empty());

    public ProxyLimits withConnections(long most) {
        return new ProxyLimits(most, heapBytes);
    }
}
