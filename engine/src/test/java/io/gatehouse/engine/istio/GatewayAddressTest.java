// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.engine.Scenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayAddressTest {
    private static final String GATEWAY =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: gw, namespace: default}
            spec:
              selector: {istio: ingressgateway}
              servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}]
            """;

    private static String service(String uid, String more, String status) {
        return """
        apiVersion: v1
        kind: Service
        metadata: {name: ingress, namespace: istio-system, uid: '%s'}
        spec:
          selector: {istio: ingressgateway}
          ports: [{name: http, port: 80, targetPort: 8080}]
          %s
        status: %s
        """
                .formatted(uid, more, status);
    }

    /// In files nobody gives a Service an address.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    uid | type: LoadBalancer                              | {}                                           | GH0214 spec.selector
                    uid | type: LoadBalancer                              | {loadBalancer: {}}                           | GH0214 spec.selector
                    uid | type: LoadBalancer                              | {loadBalancer: {ingress: [{ip: 172.30.0.1}]}} | ''
                    uid | '{type: LoadBalancer, externalIPs: [10.9.8.7]}' | {}                                           | ''
                    uid | type: ClusterIP                                 | {}                                           | ''
                    ''  | type: LoadBalancer                              | {}                                           | ''
                    """)
    void aLoadBalancerWithoutAnAddressIsTold(
            String uid, String more, String status, String expected) {
        String fields = more.replaceAll("^\\{|}$", "").replace(", ", "\n  ");
        Scenario scenario = new Scenario(service(uid, fields, status), GATEWAY);

        assertThat(String.join(",", scenario.findings())).isEqualTo(expected);
    }
}
