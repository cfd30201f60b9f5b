// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;
import java.util.Optional;

/// One step in a host's list of rules.
///
/// @param name what logs and statistics call it; may be empty
/// @param origin `namespace/name` of the object it comes from, carried to the proxy as metadata
/// @param statPrefix where the proxy counts its requests apart; empty means nowhere
public record RouteRule(
        String name,
        String origin,
        RequestMatch match,
        RouteTarget target,
        HeaderEdits headers,
        List<HttpPolicy> policies,
        String statPrefix) {
    public RouteRule {
        policies = List.copyOf(policies);
    }

    /// What the rule asks for of that kind.
    public <P extends HttpPolicy> Optional<P> policy(Class<P> kind) {
        return policies.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }
}
