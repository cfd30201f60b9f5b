// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// One address that takes requests.
///
/// @param address an IP address
/// @param healthy whether its source calls it ready; others get no requests
public record UpstreamEndpoint(String address, int port, boolean healthy, int weight) {}
