// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// A copy of the requests for one more upstream, whose answers are thrown away.
///
/// @param upstream name of an [Upstream]
/// @param perMillion the share of the requests that are copied, more than 0
public record Mirroring(String upstream, int perMillion) {}
