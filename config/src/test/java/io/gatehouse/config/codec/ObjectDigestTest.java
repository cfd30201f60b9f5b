// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ObjectDigestTest {
    private static final String RULE =
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: shop}
            spec:
              hosts: [shop.test]
              http: [{timeout: 5s, directResponse: {status: 200}}]
            """;
    private static final String SERVICE =
            """
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            spec: {selector: {app: web}, ports: [{name: http, port: 80}]}
            """;

    private String of(String yaml) {
        ReadResult result = new YamlReader(ReadLimits.DEFAULT).read("test.yaml", yaml).getFirst();
        return ObjectDigest.of(((ReadResult.Read) result).object());
    }

    @Test
    void whatIsWrittenCountsAndNotHow() {
        assertThat(of(RULE)).hasSize(64);
        assertThat(
                        of(
                                """
                                {"kind": "VirtualService", "apiVersion": "networking.istio.io/v1beta1",
                                 "spec": {"http": [{"directResponse": {"status": 200}, "timeout": "5s"}],
                                          "hosts": ["shop.test"]},
                                 "metadata": {"name": "shop", "uid": "u-1", "generation": 3,
                                              "annotations": {"a": "b"}}}
                                """))
                .isEqualTo(of(RULE));
        assertThat(of(RULE.replace("200", "201"))).isNotEqualTo(of(RULE));
        assertThat(of(RULE.replace("timeout: 5s, ", ""))).isNotEqualTo(of(RULE));
    }

    @Test
    void whatAnApiServerFillsInDoesNotCount() {
        String filled =
                """
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec:
                  clusterIP: 10.0.0.7
                  clusterIPs: [10.0.0.7]
                  internalTrafficPolicy: Cluster
                  ipFamilies: [IPv4]
                  ipFamilyPolicy: SingleStack
                  ports: [{name: http, port: 80, protocol: TCP, targetPort: 80}]
                  selector: {app: web}
                  sessionAffinity: None
                  type: ClusterIP
                status: {loadBalancer: {}}
                """;
        assertThat(of(filled)).isEqualTo(of(SERVICE));
        assertThat(of(filled.replace("clusterIP: 10.0.0.7", "clusterIP: None")))
                .isNotEqualTo(of(SERVICE));
        assertThat(of(filled.replace("targetPort: 80", "targetPort: 81")))
                .isNotEqualTo(of(SERVICE));
        assertThat(of(SERVICE.replace("app: web", "app: api"))).isNotEqualTo(of(SERVICE));

        String deployment =
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec: {%s template: {spec: {containers: [{name: web, image: web}]}}}
                """;
        assertThat(of(deployment.formatted("replicas: 1,")))
                .isEqualTo(of(deployment.formatted("")));
        assertThat(of(deployment.formatted("replicas: 2,")))
                .isNotEqualTo(of(deployment.formatted("")));

        String pod =
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec: {%s containers: [{name: web, image: web}]}
                """;
        assertThat(of(pod.formatted("nodeName: node-1, serviceAccountName: default,")))
                .isEqualTo(of(pod.formatted("")));
        assertThat(of(pod.formatted("serviceAccountName: web,")))
                .isNotEqualTo(of(pod.formatted("")));
    }

    @Test
    void valuesOfSecretsCount() {
        String secret =
                """
                apiVersion: v1
                kind: Secret
                metadata: {name: cert}
                type: Opaque
                stringData: {key: sesame}
                """;
        String stored = secret.replace("stringData: {key: sesame}", "data: {key: c2VzYW1l}");
        assertThat(of(stored)).isEqualTo(of(secret));
        assertThat(of(secret.replace("type: Opaque\n", ""))).isEqualTo(of(secret));
        assertThat(of(secret.replace("sesame", "other"))).isNotEqualTo(of(secret));
    }
}
