// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;
import java.util.Optional;

/// That spans are told of requests.
///
/// @param percentage of requests without a decision of their own, 0 to 100
/// @param longestPath that a tag holds; absent means the proxy's own
/// @param decidedById whether a request's id says if it is traced
/// @param propagated whether upstreams are told the trace
public record SpanReporting(
        SpanCollector collector,
        double percentage,
        List<SpanTag> tags,
        Optional<Integer> longestPath,
        boolean decidedById,
        boolean propagated) {
    public SpanReporting {
        tags = List.copyOf(tags);
    }
}
