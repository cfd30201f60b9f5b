// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.Finding;
import io.gatehouse.config.Severity;
import io.gatehouse.config.codec.MeshConfigText;
import io.gatehouse.config.codec.TextResult;
import io.gatehouse.config.core.ConfigMap;
import io.gatehouse.config.istio.MeshConfig;
import java.util.List;

/// The ConfigMap with the mesh's configuration must hold one that can be read; so a broken update
/// leaves the last good one in use.
final class ConfigMapValidation {
    private ConfigMapValidation() {}

    static List<Finding> validate(ConfigMap map) {
        String text = map.data().get(MeshConfig.KEY);
        if (text == null || !map.metadata().name().equals(MeshConfig.CONFIG_MAP)) {
            return List.of();
        }
        Scope scope = Scope.of(map).field("data").entry(MeshConfig.KEY);
        TextResult<MeshConfig> mesh = MeshConfigText.read(text);
        scope.within(mesh.findings(), Severity.ERROR);
        if (mesh.valid()) {
            MeshConfigValidation.validate(scope, mesh.value());
        }
        return scope.findings();
    }
}
