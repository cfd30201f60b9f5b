// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.util.List;
import java.util.Optional;

/// What one connected proxy has. A proxy is synced with a revision when it has acknowledged
/// everything of it that it asks for, and everything that it must still ask for, such as the routes
/// of a listener. `settledRevision` counts what was refused as done, too. Both are 0 until the
/// proxy got so far for the first time.
public record ProxyStatus(
        ConnectedProxy proxy, long syncedRevision, long settledRevision, List<TypeStatus> types) {
    public ProxyStatus {
        types = List.copyOf(types);
    }

    /// Of one type that the proxy asked for: how many resources it was sent and how many of these
    /// it has acknowledged in the version last sent.
    public record TypeStatus(
            ResourceType type, int sent, int acknowledged, Optional<Refusal> lastRefusal) {}
}
