// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// One address that takes requests.
///
/// @param address an IP address; `unix:///path` with port 0; or a DNS name where the proxy looks it
///   up
/// @param readiness what its source says; only those that are ready get new requests
public record UpstreamEndpoint(String address, int port, Readiness readiness, int weight) {}
