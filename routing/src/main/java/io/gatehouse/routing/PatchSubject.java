// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// What a patch is applied to.
public enum PatchSubject {
    LISTENER,
    LISTENER_FILTER,
    FILTER_CHAIN,
    NETWORK_FILTER,
    HTTP_FILTER,
    ROUTE_TABLE,
    HOST,
    ROUTE,
    UPSTREAM,
    EXTENSION;

    /// Whether it is part of a socket's configuration.
    public boolean ofListener() {
        return compareTo(HTTP_FILTER) <= 0;
    }

    /// Whether it is part of a route table.
    public boolean ofRoutes() {
        return this == ROUTE_TABLE || this == HOST || this == ROUTE;
    }
}
