// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;

/// All hosts that one HTTP chain, or all plain HTTP chains of a port, serve. Hosts are sorted by
/// name.
public record RouteTable(String name, List<HostRoutes> hosts) {
    public RouteTable {
        hosts = List.copyOf(hosts);
    }
}
