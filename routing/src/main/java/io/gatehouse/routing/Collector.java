// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// A service that a gateway tells something of its own accord.
///
/// @param upstream name of an [Upstream]
/// @param host by which it is addressed
public record Collector(String upstream, String host) {}
