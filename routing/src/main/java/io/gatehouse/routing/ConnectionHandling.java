// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// What a chain does with the bytes of a connection once TLS, if any, is taken off.
public sealed interface ConnectionHandling {

    /// The bytes are HTTP; requests are routed by the [RouteTable] of that name.
    ///
    /// @param statPrefix the first part of the names of Envoy's statistics for these connections
    /// @param grpcWeb whether gRPC-Web of browsers is turned into gRPC
    record HttpRequests(String routeTable, String statPrefix, HttpEdge edge, boolean grpcWeb)
            implements ConnectionHandling {}
}
