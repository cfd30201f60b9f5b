// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;

/// Endpoints of one place.
public record EndpointGroup(Placement placement, List<UpstreamEndpoint> endpoints) {
    public EndpointGroup {
        endpoints = List.copyOf(endpoints);
    }
}
