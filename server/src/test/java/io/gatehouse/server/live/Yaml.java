// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

/// The objects that most tests start from.
final class Yaml {
    static final String HOST = "shop.example.com";

    /// Port 80 for any host.
    static final String GATEWAY =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: gw, namespace: default}
            spec:
              selector: {istio: ingressgateway}
              servers:
              - port: {number: 80, name: http, protocol: HTTP}
                hosts: ["*"]
            """;

    private Yaml() {}

    /// A VirtualService of the Gateway `gw`.
    ///
    /// @param rules `spec.http`
    static String virtualService(String name, String host, String rules) {
        return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: %s, namespace: default}
        spec:
          hosts: ["%s"]
          gateways: [gw]
          http:
        %s
        """
                .formatted(name, host, rules.strip().indent(2).stripTrailing());
    }

    /// A DestinationRule for the Service `shop`.
    static String shopRule(String trafficPolicy) {
        return """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: shop, namespace: default}
        spec: {host: shop, trafficPolicy: %s}
        """
                .formatted(trafficPolicy);
    }

    static String mesh(String text) {
        return """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio, namespace: istio-system}
        data: {mesh: '%s'}
        """
                .formatted(text);
    }

    /// All requests for a host to a Service.
    static String routeTo(String name, String host, String service) {
        return virtualService(
                name, host, "- route: [{destination: {host: %s}}]".formatted(service));
    }
}
