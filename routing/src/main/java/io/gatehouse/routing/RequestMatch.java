// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;

/// What a request must look like: the path and every condition. Method, scheme and authority are
/// conditions on the pseudo headers `:method`, `:scheme` and `:authority`.
public record RequestMatch(
        PathMatch path,
        List<HeaderCondition> headers,
        List<QueryCondition> query,
        List<ClaimCondition> claims) {
    public static final RequestMatch ANY =
            new RequestMatch(PathMatch.any(), List.of(), List.of(), List.of());

    public RequestMatch {
        headers = List.copyOf(headers);
        query = List.copyOf(query);
        claims = List.copyOf(claims);
    }

    /// Whether every request matches, whatever it carries.
    public boolean matchesAll() {
        return path.matchesAll() && headers.isEmpty() && query.isEmpty() && claims.isEmpty();
    }
}
