// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admin;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.kubernetes.source.KindState;
import io.gatehouse.server.ControlPlaneState;
import io.gatehouse.server.Pulse;
import io.gatehouse.server.status.Rollouts;
import io.gatehouse.xds.ProxyStatus;
import io.gatehouse.xds.ResourceType;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What the admin API reads of a control plane. Called on any thread, at any time.
public interface AdminView {
    ControlPlaneState state();

    /// Why requests cannot be relied on yet, in one line; empty when they can.
    Optional<String> unready();

    /// The finding with its place in a file, where that is known.
    default Finding located(Finding finding) {
        return finding;
    }

    List<ProxyStatus> proxies();

    /// How far objects have come.
    Rollouts rollouts();

    /// Beats when something may have come further.
    Pulse pulse();

    /// As its author wrote an object that is served in a form adapted to this machine.
    default ConfigObject asWritten(ConfigObject served) {
        return served;
    }

    /// Whether this replica leads; absent where there is only one.
    default Optional<Boolean> leading() {
        return Optional.empty();
    }

    /// How the reading of each kind goes; empty where no API server is read.
    default List<KindState> watches() {
        return List.of();
    }

    /// How many Envoy resources all groups together are given.
    SortedMap<ResourceType, Integer> resources();
}
