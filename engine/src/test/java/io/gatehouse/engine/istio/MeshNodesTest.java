// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.engine.Scenario;
import io.gatehouse.engine.graph.Output;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeshNodesTest {
    private final Scenario scenario = new Scenario();
    private final Output<String, String> trustDomain =
            scenario.routing.graph.output(
                    scenario.routing.groups,
                    scenario.routing.graph.derivation(
                            "trust domain", (e, _) -> scenario.routing.mesh.of(e).trustDomain()));

    private List<String> changes() {
        return trustDomain.changes().stream()
                .map(Output.Change::value)
                .map(Optional::orElseThrow)
                .toList();
    }

    private static String configMap(String namespace, String mesh) {
        return """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio, namespace: %s}
        data: {mesh: '%s'}
        """
                .formatted(namespace, mesh);
    }

    @Test
    void theConfigMapIstioHoldsForTheMesh() {
        assertThat(changes()).containsExactly(MeshConfig.DEFAULT.trustDomain());

        scenario.apply(configMap("istio-system", "trustDomain: one.example"));
        assertThat(changes()).containsExactly("one.example");

        scenario.apply(configMap("default", "trustDomain: other.example"));
        assertThat(changes()).isEmpty();
    }
}
