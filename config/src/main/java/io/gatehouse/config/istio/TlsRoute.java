// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.SortedMaps;
import java.util.List;
import java.util.SortedMap;

/// A rule for connections whose TLS the gateway does not end.
public record TlsRoute(List<TlsMatchAttributes> match, List<RouteDestination> route) {
    public TlsRoute {
        match = List.copyOf(match);
        route = List.copyOf(route);
    }

    /// What a connection must look like; everything given must hold.
    ///
    /// @param port of the Gateway's server; 0 for any
    public record TlsMatchAttributes(
            List<String> sniHosts,
            List<String> destinationSubnets,
            int port,
            SortedMap<String, String> sourceLabels,
            List<String> gateways,
            String sourceNamespace) {
        public TlsMatchAttributes {
            sniHosts = List.copyOf(sniHosts);
            destinationSubnets = List.copyOf(destinationSubnets);
            sourceLabels = SortedMaps.copyOf(sourceLabels);
            gateways = List.copyOf(gateways);
        }
    }
}
