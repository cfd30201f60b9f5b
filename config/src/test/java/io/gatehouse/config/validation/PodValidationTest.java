// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PodValidationTest {
    @Test
    void anAnnotationThatCannotBeReadIsToldAndThePodStays() {
        assertThat(Judged.problems(pod("{gatewayTopology: {numTrustedProxies: many}}")))
                .containsExactly(
                        "WARNING INVALID_VALUE metadata.annotations[\"proxy.istio.io/config\"]"
                                + ".gatewayTopology.numTrustedProxies");
        assertThat(Judged.problems(pod("{gatewayTopology: {numTrustedProxies: -1}}")))
                .containsExactly(
                        "WARNING INVALID_VALUE metadata.annotations[\"proxy.istio.io/config\"]"
                                + ".gatewayTopology.numTrustedProxies");
        assertThat(Judged.problems(pod("{gatewayTopology: {numTrustedProxies: 1}}"))).isEmpty();
    }

    private static String pod(String config) {
        return """
        apiVersion: v1
        kind: Pod
        metadata:
          name: p
          annotations: {proxy.istio.io/config: "%s"}
        """
                .formatted(config);
    }
}
