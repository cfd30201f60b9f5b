// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;

/// Endpoints of one place.
///
/// @param priority 0 is used first, the next one as the ones before it fail; none is left out
/// @param weight among the groups of its priority, at least 1
public record EndpointGroup(
        Placement placement, List<UpstreamEndpoint> endpoints, int priority, int weight) {
    public EndpointGroup {
        endpoints = List.copyOf(endpoints);
    }

    /// Of the first priority, weighing as much as its endpoints together.
    public static EndpointGroup of(Placement placement, List<UpstreamEndpoint> endpoints) {
        int weight = endpoints.stream().mapToInt(UpstreamEndpoint::weight).sum();
        return new EndpointGroup(placement, endpoints, 0, weight);
    }
}
