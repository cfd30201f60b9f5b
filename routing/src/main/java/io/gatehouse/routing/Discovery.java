// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;

/// How the proxy learns the endpoints of an [Upstream].
public sealed interface Discovery {
    /// They travel apart, as [UpstreamEndpoints] of the upstream's name.
    record Delivered() implements Discovery {}

    /// They are names (or addresses) that the proxy looks up; all addresses of all of them are
    /// used.
    ///
    /// @param endpoints at least one
    record EachAddress(List<EndpointGroup> endpoints, NameLookup lookup) implements Discovery {
        public EachAddress {
            endpoints = List.copyOf(endpoints);
        }
    }

    /// It is one name that the proxy looks up; a new connection goes to the address that was told
    /// last.
    record LatestAddress(UpstreamEndpoint endpoint, Placement placement, NameLookup lookup)
            implements Discovery {}

    /// The proxy looks up the host that the request is for, or the server name that the connection
    /// asks for, which the [RouteRule] or [ServerChain] must have checked: see [RequestedHost] and
    /// [RequestedServerName].
    record OfRequest(NameLookup lookup) implements Discovery {}
}
