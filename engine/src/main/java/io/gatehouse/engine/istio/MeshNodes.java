// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.MeshConfigText;
import io.gatehouse.config.codec.TextResult;
import io.gatehouse.config.core.ConfigMap;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import java.util.Optional;

/// What holds for the whole mesh: the ConfigMap `istio` in Istio's own namespace says so.
public final class MeshNodes {
    public static final ObjectKey CONFIG_MAP =
            new ObjectKey(
                    Kind.CONFIG_MAP, MeshConfig.DEFAULT_ROOT_NAMESPACE, MeshConfig.CONFIG_MAP);

    private final Derivation<ObjectKey, MeshConfig> mesh;

    public MeshNodes(IncrementalGraph graph, ConfigTables tables) {
        mesh =
                graph.derivation(
                        "mesh",
                        (e, key) ->
                                e.read(tables.configMaps, key)
                                        .map(MeshNodes::read)
                                        .orElse(MeshConfig.DEFAULT));
    }

    /// What the ConfigMap under [#CONFIG_MAP] says.
    public static MeshConfig read(ConfigMap map) {
        return Optional.ofNullable(map.data().get(MeshConfig.KEY))
                .map(MeshConfigText::read)
                .map(TextResult::value)
                .orElse(MeshConfig.DEFAULT);
    }

    public MeshConfig of(Evaluation e) {
        return e.get(mesh, CONFIG_MAP);
    }
}
