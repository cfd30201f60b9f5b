// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;
import java.util.Optional;

/// All hosts that one HTTP chain, or all plain HTTP chains of a port, serve. Hosts are sorted by
/// name.
///
/// @param http3Port the port that answers tell clients to come back to with HTTP/3
public record RouteTable(String name, Optional<Integer> http3Port, List<HostRoutes> hosts) {
    public RouteTable {
        hosts = List.copyOf(hosts);
    }

    /// A table without HTTP/3.
    public RouteTable(String name, List<HostRoutes> hosts) {
        this(name, Optional.empty(), hosts);
    }
}
