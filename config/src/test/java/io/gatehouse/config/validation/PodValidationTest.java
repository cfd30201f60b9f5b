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

    @Test
    void addressesAreJudged() {
        assertThat(
                        Judged.problems(
                                "{apiVersion: v1, kind: Pod, metadata: {name: p}, status: {podIP: a, podIPs: [{ip:"
                                        + " 10.0.0.1}, {ip: b}]}}"))
                .containsExactly(
                        "ERROR INVALID_VALUE status.podIP",
                        "ERROR INVALID_VALUE status.podIPs[1].ip");
    }

    @Test
    void metadataOfTheProxyIsJudged() {
        String field = " metadata.annotations[\"proxy.istio.io/config\"].proxyMetadata[\"";
        assertThat(
                        Judged.problems(
                                pod(
                                        "{proxyMetadata: {ISTIO_META_HTTP10: 'true', ISTIO_META_IDLE_TIMEOUT: soon, OTHER: a}}")))
                .containsExactly(
                        "WARNING INVALID_VALUE" + field + "ISTIO_META_HTTP10\"]",
                        "WARNING INVALID_VALUE" + field + "ISTIO_META_IDLE_TIMEOUT\"]",
                        "INFO NO_EFFECT" + field + "OTHER\"]");
        assertThat(
                        Judged.problems(
                                pod(
                                        "{proxyMetadata: {ISTIO_META_HTTP10: '1', ISTIO_META_IDLE_TIMEOUT: 1h}}")))
                .isEmpty();
    }

    @Test
    void theTemplateOfADeploymentIsJudgedToo() {
        assertThat(
                        Judged.problems(
                                """
                                apiVersion: apps/v1
                                kind: Deployment
                                metadata: {name: d}
                                spec:
                                  selector: {matchLabels: {a: b}}
                                  template:
                                    metadata:
                                      labels: {a: b}
                                      annotations: {proxy.istio.io/config: "{gatewayTopology: {numTrustedProxies: -1}}"}
                                    spec: {containers: [{name: istio-proxy, image: a}]}
                                """))
                .containsExactly(
                        "WARNING INVALID_VALUE spec.template.metadata.annotations[\"proxy.istio.io/config\"]"
                                + ".gatewayTopology.numTrustedProxies");
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
