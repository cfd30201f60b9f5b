// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.SortedMaps;
import java.util.List;
import java.util.SortedMap;

/// A rule for opaque TCP connections.
public record TcpRoute(List<L4MatchAttributes> match, List<RouteDestination> route) {
    public TcpRoute {
        match = List.copyOf(match);
        route = List.copyOf(route);
    }

    /// What a connection must look like; everything given must hold.
    ///
    /// @param port of the Gateway's server; 0 for any
    public record L4MatchAttributes(
            List<String> destinationSubnets,
            int port,
            String sourceSubnet,
            SortedMap<String, String> sourceLabels,
            List<String> gateways,
            String sourceNamespace) {
        public L4MatchAttributes {
            destinationSubnets = List.copyOf(destinationSubnets);
            sourceLabels = SortedMaps.copyOf(sourceLabels);
            gateways = List.copyOf(gateways);
        }
    }
}
