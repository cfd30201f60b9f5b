// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.core.ConfigMap;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.engine.istio.MeshNodes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pcollections.TreePMap;

/// What the control plane knew after one pass of its loop. Immutable, for readers on any thread.
///
/// @param findings sorted, without repetition, immutable
/// @param setAside the objects of which an earlier version is served, or none, with what there is
///   to say about that
public record ControlPlaneState(
        TreePMap<ObjectKey, ConfigObject> objects,
        List<Finding> findings,
        Map<ObjectKey, String> setAside) {
    static final ControlPlaneState EMPTY = new ControlPlaneState(TreePMap.empty(), List.of());

    /// Where nothing is set aside.
    public ControlPlaneState(TreePMap<ObjectKey, ConfigObject> objects, List<Finding> findings) {
        this(objects, findings, Map.of());
    }

    public Optional<ConfigObject> find(ObjectKey key) {
        return Optional.ofNullable(objects.get(key));
    }

    /// What the mesh's ConfigMap says; reads its text each time.
    public MeshConfig mesh() {
        return find(MeshNodes.CONFIG_MAP)
                .filter(ConfigMap.class::isInstance)
                .map(ConfigMap.class::cast)
                .map(MeshNodes::read)
                .orElse(MeshConfig.DEFAULT);
    }

    /// Sorted by namespace and name.
    public List<ConfigObject> list(Kind kind) {
        ObjectKey first = new ObjectKey(kind, "", "");
        return objects.tailMap(first).entrySet().stream()
                .takeWhile(entry -> entry.getKey().kind() == kind)
                .map(Map.Entry::getValue)
                .toList();
    }
}
