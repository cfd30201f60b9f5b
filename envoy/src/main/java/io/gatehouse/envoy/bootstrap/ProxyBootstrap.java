// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.bootstrap;

/// What an Envoy must know before it knows anything else. `toString` never shows the token.
///
/// @param xdsToken what the proxy presents to the control plane as a bearer token
public record ProxyBootstrap(
        ProxyNode node, HostAndPort xds, String xdsToken, AdminEndpoint admin, ProxyLimits limits) {
    @Override
    public String toString() {
        return "ProxyBootstrap[" + node.id() + ", xds " + xds + ", admin " + admin + "]";
    }
}
