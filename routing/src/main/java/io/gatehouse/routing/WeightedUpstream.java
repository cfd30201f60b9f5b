// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// One choice of a split.
///
/// @param upstream name of an [Upstream]
/// @param weight relative to the sum over the split, more than 0
/// @param headers edits for requests that take this choice
public record WeightedUpstream(String upstream, int weight, HeaderEdits headers) {}
