// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.time.Instant;
import java.util.List;

/// What a proxy said when it refused a response. `resources` are those that it refused; none while
/// it is not known yet which ones of the response are to blame.
public record Refusal(
        ResourceType type, List<RefusedResource> resources, String detail, Instant time) {
    public Refusal {
        resources = List.copyOf(resources);
    }

    /// One version that the proxy does not accept, by the name that people know.
    public record RefusedResource(ResourceName name, String version) {}
}
