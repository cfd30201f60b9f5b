// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.Optional;

/// How much it counts where endpoints of equal priority run.
public sealed interface PlaceUse {
    PlaceUse IGNORED = new Ignored();
    PlaceUse WEIGHTED = new Weighted();

    /// Each endpoint counts by itself.
    record Ignored() implements PlaceUse {}

    /// An [EndpointGroup]'s weight decides over how many requests it gets.
    record Weighted() implements PlaceUse {}

    /// The proxy's own zone gets all that its endpoints can bear when every zone's proxies do so.
    /// It takes a proxy that knows its peers.
    ///
    /// @param minimumEndpoints with fewer, places are ignored; absent means the proxy's default
    record OwnZoneFirst(Optional<Integer> minimumEndpoints) implements PlaceUse {}

    /// As [Ignored], to a proxy that knows its peers, or once did: unless told otherwise it would
    /// put its own zone first.
    record OwnZoneAsOthers() implements PlaceUse {}
}
