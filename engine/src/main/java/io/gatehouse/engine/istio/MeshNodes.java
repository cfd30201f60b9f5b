// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;

/// What holds for the whole mesh.
public final class MeshNodes {
    private static final ObjectKey CONFIG_MAP =
            new ObjectKey(Kind.CONFIG_MAP, MeshConfig.DEFAULT_ROOT_NAMESPACE, "istio");

    private final Derivation<ObjectKey, MeshConfig> mesh;

    public MeshNodes(IncrementalGraph graph) {
        mesh = graph.derivation("mesh", (_, _) -> MeshConfig.DEFAULT);
    }

    public MeshConfig of(Evaluation e) {
        return e.get(mesh, CONFIG_MAP);
    }
}
