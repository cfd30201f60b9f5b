// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.server.ControlPlane;
import io.gatehouse.server.ControlPlaneState;
import io.gatehouse.server.Pulse;
import io.gatehouse.server.admin.AdminView;
import io.gatehouse.server.status.Rollouts;
import io.gatehouse.xds.ProxyStatus;
import io.gatehouse.xds.ResourceSnapshot;
import io.gatehouse.xds.ResourceType;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// What the admin API of a run shows.
///
/// @param asWritten see [AdminView#asWritten]
record StandaloneView(
        ControlPlane controlPlane, Rollouts rollouts, UnaryOperator<ConfigObject> asWritten)
        implements AdminView {
    @Override
    public ControlPlaneState state() {
        return controlPlane.state();
    }

    @Override
    public Optional<String> unready() {
        if (controlPlane.ready()) {
            return Optional.empty();
        }
        return Optional.of(
                controlPlane.proxies().isEmpty()
                        ? "Envoy is not connected"
                        : "Envoy has not acknowledged everything yet");
    }

    @Override
    public Finding located(Finding finding) {
        return controlPlane.located(finding);
    }

    @Override
    public List<ProxyStatus> proxies() {
        return controlPlane.proxies();
    }

    @Override
    public Pulse pulse() {
        return controlPlane.pulse();
    }

    @Override
    public ConfigObject asWritten(ConfigObject served) {
        return asWritten.apply(served);
    }

    @Override
    public SortedMap<ResourceType, Integer> resources() {
        ResourceSnapshot snapshot = controlPlane.resources(GatewayGroup.NAME);
        SortedMap<ResourceType, Integer> counts = new TreeMap<>();
        for (ResourceType type : ResourceType.values()) {
            counts.put(type, snapshot.all(type).size());
        }
        return counts;
    }
}
