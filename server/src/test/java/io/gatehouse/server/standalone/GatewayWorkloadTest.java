// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class GatewayWorkloadTest {
    private static final String INJECTED =
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: edge, namespace: ingress}
            spec:
              selector: {matchLabels: {app: edge}}
              template:
                metadata:
                  labels: {app: edge, istio: ingressgateway}
                  annotations: {inject.istio.io/templates: gateway}
                spec:
                  serviceAccountName: edge-account
                  containers: [{name: app, image: auto}]
            """;
    private static final String POD_WITH_PROXY =
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: edge-1
              namespace: ingress
              labels: {istio: ingressgateway}
            spec:
              containers: [{name: istio-proxy, image: proxyv2}]
            """;

    @Test
    void isIstiosDefaultWhereNothingIsDefined() {
        GatewayWorkload workload = GatewayWorkload.of(Defined.defined());
        assertThat(workload.namespace()).isEqualTo("istio-system");
        assertThat(workload.serviceAccount()).isEqualTo("istio-ingressgateway");
        assertThat(workload.labels())
                .isEqualTo(Map.of("app", "istio-ingressgateway", "istio", "ingressgateway"));
    }

    @Test
    void isADeploymentThatAGatewaySelects() {
        GatewayWorkload workload =
                GatewayWorkload.of(
                        Defined.defined(INJECTED, POD_WITH_PROXY, Defined.INGRESS_GATEWAY));
        assertThat(workload.name()).isEqualTo("edge");
        assertThat(workload.namespace()).isEqualTo("ingress");
        assertThat(workload.serviceAccount()).isEqualTo("edge-account");
        assertThat(workload.labels()).isEqualTo(Map.of("app", "edge", "istio", "ingressgateway"));
    }

    @Test
    void isAPodThatAGatewaySelects() {
        GatewayWorkload workload =
                GatewayWorkload.of(Defined.defined(POD_WITH_PROXY, Defined.INGRESS_GATEWAY));
        assertThat(workload.name()).isEqualTo("edge-1");
        assertThat(workload.serviceAccount()).isEqualTo("default");
    }

    @Test
    void isNoDeploymentThatNoGatewaySelects() {
        assertThat(GatewayWorkload.of(Defined.defined(INJECTED)))
                .isEqualTo(GatewayWorkload.DEFAULT);
    }

    @Test
    void isNoApplicationWithASidecar() {
        String sidecar = POD_WITH_PROXY.replace("istio: ingressgateway", "app: shop");
        String gatewayForAll =
                Defined.INGRESS_GATEWAY.replace("selector: {istio: ingressgateway}", "");
        assertThat(
                        GatewayWorkload.of(
                                Defined.defined(sidecar, Defined.INGRESS_GATEWAY, gatewayForAll)))
                .isEqualTo(GatewayWorkload.DEFAULT);
    }

    @Test
    void isNoApplicationThatHasTheLabelsOnly() {
        String application = POD_WITH_PROXY.replace("istio-proxy", "app");
        assertThat(GatewayWorkload.of(Defined.defined(application, Defined.INGRESS_GATEWAY)))
                .isEqualTo(GatewayWorkload.DEFAULT);
    }
}
