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
        List<RouteFeature> features,
        String statPrefix) {
    public RouteRule {
        features = List.copyOf(features);
    }

    /// The same, asking for less.
    public RouteRule without(List<? extends RouteFeature> given) {
        List<RouteFeature> others = features.stream().filter(f -> !given.contains(f)).toList();
        return new RouteRule(name, origin, match, target, headers, others, statPrefix);
    }

    public List<PolicyFeature> policyFeatures() {
        return features.stream()
                .filter(PolicyFeature.class::isInstance)
                .map(PolicyFeature.class::cast)
                .toList();
    }

    /// What the rule asks for of that kind.
    public <F extends RouteFeature> Optional<F> feature(Class<F> kind) {
        // No stream: each filter asks, of each route.
        for (RouteFeature feature : features) {
            if (kind.isInstance(feature)) {
                return Optional.of(kind.cast(feature));
            }
        }
        return Optional.empty();
    }
}
