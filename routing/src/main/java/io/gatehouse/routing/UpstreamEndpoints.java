// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;

/// The endpoints of an [Upstream], grouped by where they run; groups and endpoints are sorted.
public record UpstreamEndpoints(String upstream, List<EndpointGroup> groups) {
    public UpstreamEndpoints {
        groups = List.copyOf(groups);
    }
}
