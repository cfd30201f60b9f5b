// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.bootstrap;

/// What an Envoy must know before it knows anything else. `toString` never shows the token.
///
/// @param xdsToken what the proxy presents to the control plane as a bearer token
/// @param knowsPeers whether it asks where the other proxies of its workload are
public record ProxyBootstrap(
        ProxyNode node,
        HostAndPort xds,
        String xdsToken,
        AdminEndpoint admin,
        ProxyLimits limits,
        boolean knowsPeers) {
    /// Of a proxy that does not know its peers.
    public ProxyBootstrap(
            ProxyNode node,
            HostAndPort xds,
            String xdsToken,
            AdminEndpoint admin,
            ProxyLimits limits) {
        this(node, xds, xdsToken, admin, limits, false);
    }

    @Override
    public String toString() {
        return "ProxyBootstrap[" + node.id() + ", xds " + xds + ", admin " + admin + "]";
    }
}
