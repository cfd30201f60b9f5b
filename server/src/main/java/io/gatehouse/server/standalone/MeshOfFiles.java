// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import io.gatehouse.config.Kind;
import io.gatehouse.config.core.ConfigMap;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.engine.istio.MeshNodes;
import java.util.Set;

/// Knows the mesh's configuration as soon as files are read, for the start of Envoy. Adds no
/// objects.
final class MeshOfFiles implements Supplement {
    private volatile MeshConfig mesh = MeshConfig.DEFAULT;

    MeshConfig mesh() {
        return mesh;
    }

    @Override
    public Set<Kind> reads() {
        return Set.of(Kind.CONFIG_MAP);
    }

    @Override
    public Supply supply(DefinedObjects defined) {
        mesh =
                defined.all(ConfigMap.class).stream()
                        .filter(map -> map.key().equals(MeshNodes.CONFIG_MAP))
                        .findFirst()
                        .map(MeshNodes::read)
                        .orElse(MeshConfig.DEFAULT);
        return Supply.NOTHING;
    }
}
