// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// How the hosts of a [RouteTable] reach the proxy. What is answered is the same.
public enum RouteDelivery {
    /// In one piece, which is sent and built anew for a change of any host.
    WHOLE_TABLE,
    /// Each exact host by itself, those with a wildcard in one piece.
    HOST_BY_HOST,
    /// As before, but the proxy asks for the routes of an exact host when a request is the first to
    /// need them.
    HOST_ON_DEMAND;

    public boolean byHost() {
        return this != WHOLE_TABLE;
    }
}
