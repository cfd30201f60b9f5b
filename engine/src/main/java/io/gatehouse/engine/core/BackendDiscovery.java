// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.routing.Discovery;
import io.gatehouse.routing.EndpointGroup;
import io.gatehouse.routing.NameLookup;
import java.util.List;
import java.util.Optional;

/// How endpoints that do not travel apart are found.
final class BackendDiscovery {
    private BackendDiscovery() {}

    static Optional<Discovery> of(
            BackendResolution resolution, NameLookup lookup, List<EndpointGroup> groups) {
        List<EndpointGroup> filled =
                groups.stream().filter(group -> !group.endpoints().isEmpty()).toList();
        return switch (resolution) {
            case LISTED -> Optional.of(new Discovery.Delivered());
            case DYNAMIC_DNS -> Optional.of(new Discovery.OfRequest(lookup));
            case DNS ->
                    filled.isEmpty()
                            ? Optional.empty()
                            : Optional.of(new Discovery.EachAddress(filled, lookup));
            case DNS_ROUND_ROBIN ->
                    filled.stream()
                            .findFirst()
                            .map(group ->
                                    new Discovery.LatestAddress(
                                            group.endpoints().getFirst(),
                                            group.placement(),
                                            lookup));
        };
    }
}
