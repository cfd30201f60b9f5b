// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.Optional;

/// One step in a host's list of rules.
///
/// @param name what logs and statistics call it; may be empty
/// @param origin `namespace/name` of the object it comes from, carried to the proxy as metadata
public record RouteRule(
        String name,
        String origin,
        RequestMatch match,
        RouteTarget target,
        HeaderEdits headers,
        Optional<RequestedHost> requestedHost) {

    /// A rule whose upstreams know their endpoints.
    public RouteRule(
            String name,
            String origin,
            RequestMatch match,
            RouteTarget target,
            HeaderEdits headers) {
        this(name, origin, match, target, headers, Optional.empty());
    }
}
