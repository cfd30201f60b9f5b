// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.Optional;

/// One choice of a split.
///
/// @param upstream name of an [Upstream]
/// @param weight relative to the sum over the split, more than 0
/// @param headers edits for requests that take this choice
/// @param requested where they go, of an upstream that does not say so itself
public record WeightedUpstream(
        String upstream, int weight, HeaderEdits headers, Optional<RequestedHost> requested) {
    public WeightedUpstream(String upstream, int weight, HeaderEdits headers) {
        this(upstream, weight, headers, Optional.empty());
    }

    public WeightedUpstream withRequested(RequestedHost where) {
        return new WeightedUpstream(upstream, weight, headers, Optional.of(where));
    }
}
