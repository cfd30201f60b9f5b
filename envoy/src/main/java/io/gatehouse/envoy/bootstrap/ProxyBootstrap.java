// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.bootstrap;

import java.util.Optional;

/// What an Envoy must know before it knows anything else. `toString` never shows a token.
///
/// @param prometheus where statistics can be read
/// @param knowsPeers whether it asks where the other proxies of its workload are
public record ProxyBootstrap(
        ProxyNode node,
        XdsConnection xds,
        AdminEndpoint admin,
        Optional<HostAndPort> prometheus,
        ProxyLimits limits,
        boolean knowsPeers) {
    /// Of a proxy that does not know its peers.
    public ProxyBootstrap(
            ProxyNode node,
            XdsConnection xds,
            AdminEndpoint admin,
            Optional<HostAndPort> prometheus,
            ProxyLimits limits) {
        this(node, xds, admin, prometheus, limits, false);
    }
}
