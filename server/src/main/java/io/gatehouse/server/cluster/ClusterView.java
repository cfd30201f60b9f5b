// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import io.gatehouse.config.Finding;
import io.gatehouse.kubernetes.source.KindState;
import io.gatehouse.kubernetes.source.SourceState;
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
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// What the admin API of a cluster's control plane shows.
///
/// @param source how the reading of the API server goes
/// @param leads whether this replica does
/// @param serving whether the configuration has been read
record ClusterView(
        ControlPlane controlPlane,
        Supplier<SourceState> source,
        BooleanSupplier leads,
        BooleanSupplier serving,
        Rollouts rollouts)
        implements AdminView {
    @Override
    public ControlPlaneState state() {
        return controlPlane.state();
    }

    @Override
    public Optional<String> unready() {
        if (!serving.getAsBoolean()) {
            return Optional.of("the configuration is being read");
        }
        return controlPlane.published()
                ? Optional.empty()
                : Optional.of("the configuration is being translated");
    }

    @Override
    public Pulse pulse() {
        return controlPlane.pulse();
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
    public Optional<Boolean> leading() {
        return Optional.of(leads.getAsBoolean());
    }

    @Override
    public List<KindState> watches() {
        return source.get().kinds();
    }

    @Override
    public SortedMap<ResourceType, Integer> resources() {
        SortedSet<String> groups = new TreeSet<>();
        proxies().forEach(status -> groups.add(status.proxy().group()));
        SortedMap<ResourceType, Integer> counts = new TreeMap<>();
        for (String group : groups) {
            ResourceSnapshot snapshot = controlPlane.resources(group);
            for (ResourceType type : ResourceType.values()) {
                counts.merge(type, snapshot.all(type).size(), Integer::sum);
            }
        }
        return counts;
    }
}
