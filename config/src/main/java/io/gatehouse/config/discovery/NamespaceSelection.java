// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.discovery;

import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.MeshConfigText;
import io.gatehouse.config.core.ConfigMap;
import io.gatehouse.config.core.Namespace;
import io.gatehouse.config.istio.MeshConfig;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the mesh's `discoverySelectors` and the namespaces' labels are, and what comes of them. Not
/// thread-safe.
public final class NamespaceSelection {
    private static final ObjectKey MESH =
            new ObjectKey(
                    Kind.CONFIG_MAP, MeshConfig.DEFAULT_ROOT_NAMESPACE, MeshConfig.CONFIG_MAP);

    private final Map<String, SortedMap<String, String>> labels = new TreeMap<>();
    private MeshConfig mesh = MeshConfig.DEFAULT;

    public void learn(ConfigEvent event) {
        switch (event) {
            case ConfigEvent.Upsert(Namespace namespace) ->
                    labels.put(namespace.metadata().name(), namespace.metadata().labels());
            case ConfigEvent.Upsert(ConfigMap map) when map.key().equals(MESH) ->
                    mesh = MeshConfigText.read(map.data().getOrDefault(MeshConfig.KEY, "")).value();
            case ConfigEvent.Delete(ObjectKey key) when key.equals(MESH) ->
                    mesh = MeshConfig.DEFAULT;
            case ConfigEvent.Delete(ObjectKey key) when key.kind() == Kind.NAMESPACE ->
                    labels.remove(key.name());
            case ConfigEvent.Upsert(ConfigObject _) -> {}
            case ConfigEvent.Delete _, ConfigEvent.Findings _ -> {}
        }
    }

    public boolean selects(String namespace) {
        if (mesh.discoverySelectors().isEmpty() || namespace.equals(mesh.rootNamespace())) {
            return true;
        }
        SortedMap<String, String> all =
                Namespace.labels(namespace, labels.getOrDefault(namespace, new TreeMap<>()));
        return mesh.discoverySelectors().stream().anyMatch(selector -> selector.matches(all));
    }
}
